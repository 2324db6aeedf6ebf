-- What holds the record of published versions and the editions together, whatever code runs.

-- An edition that loses its moment before that has come leaves no seal: one that waited on would
-- enter the record for something that was never public.
CREATE FUNCTION unseal() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        UPDATE releases_seal SET published_from = NULL
         WHERE edition_id = OLD.id AND published_from > clock_timestamp();
        DELETE FROM releases_seal WHERE edition_id = OLD.id AND published_from IS NULL;
        RETURN NULL;
    END
    $$;

CREATE TRIGGER unseal AFTER UPDATE ON releases_edition FOR EACH ROW
    WHEN (OLD.published_from IS NOT NULL
          AND NEW.published_from IS DISTINCT FROM OLD.published_from)
    EXECUTE FUNCTION unseal();

-- No edition becomes public that is not on record.
CREATE FUNCTION require_seal() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM releases_edition e
                    WHERE e.id = NEW.id AND e.published_from IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM releases_seal s
                                       WHERE s.edition_id = e.id
                                         AND s.published_from = e.published_from)) THEN
            RAISE EXCEPTION 'Edition % is dated, but not on record.', NEW.id
                USING HINT = 'Approve it by releases.publishing, which seals it.',
                      ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

CREATE CONSTRAINT TRIGGER require_seal AFTER UPDATE ON releases_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.published_from IS NOT NULL
          AND NEW.published_from IS DISTINCT FROM OLD.published_from)
    EXECUTE FUNCTION require_seal();

-- What enters the record bears the moment at which its transaction began. After an hour the record
-- of that moment is final (releases.record.entries.FINAL_AFTER), so a slower one is refused.
CREATE FUNCTION seal_in_time() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF greatest(NEW.published_from, NEW.recorded_at) < clock_timestamp() - interval '59 minutes'
        THEN
            RAISE EXCEPTION 'The record as of % is final: this took too long.', NEW.recorded_at
                USING HINT = 'Take the archive over in smaller parts.',
                      ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

CREATE CONSTRAINT TRIGGER seal_in_time AFTER INSERT ON releases_seal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.published_from IS NOT NULL)
    EXECUTE FUNCTION seal_in_time();
