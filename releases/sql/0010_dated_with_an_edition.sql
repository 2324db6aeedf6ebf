-- A release has no moment of its own: its name shows from the same instant as its first edition.
-- Asked when the transaction commits, of a release that gains a moment and of an edition that loses
-- or moves one, so that neither can be left without the other.
CREATE FUNCTION guard_dated_release() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        dated bigint := CASE TG_TABLE_NAME WHEN 'releases_release' THEN NEW.id
                             ELSE (to_jsonb(NEW) ->> 'release_id')::bigint END;
    BEGIN
        IF EXISTS (
            SELECT 1 FROM releases_release r
             WHERE r.id = dated AND r.published_from IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM releases_edition e
                 WHERE e.release_id = r.id AND e.published_from <= r.published_from)) THEN
            RAISE EXCEPTION 'Release % can''t be dated without an edition.', dated
                USING HINT = 'Approve an edition of it.', ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

CREATE CONSTRAINT TRIGGER dated_with_an_edition AFTER INSERT OR UPDATE ON releases_release
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.published_from IS NOT NULL)
    EXECUTE FUNCTION guard_dated_release();

CREATE CONSTRAINT TRIGGER dates_its_release AFTER UPDATE ON releases_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.published_from IS DISTINCT FROM OLD.published_from)
    EXECUTE FUNCTION guard_dated_release();
