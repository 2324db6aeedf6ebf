-- References: a public one keeps its slug and its date for ever; its words may be edited, and what
-- they were is kept. One that waits for its moment is frozen, since it was approved as it is.
-- Only a withdrawn release, and what is a part of it, may be hidden again.
-- Arguments, for a table whose rows may move or go by acts of their own: the table that keeps former
-- addresses, the one that keeps what is gone, and the column of both that points here. The act has
-- to be on record there, by the same transaction.
CREATE OR REPLACE FUNCTION guard_reference() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        bounds constant text[] := '{published_from,published_until,recorded_at,version}';
        before jsonb;
        after jsonb;
        of_release bigint;
        is_recorded boolean := false;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            RETURN NEW;
        END IF;
        IF OLD.published_from > clock_timestamp() THEN
            IF TG_OP = 'DELETE' OR NEW.published_from IS NOT NULL
               AND to_jsonb(NEW) - bounds <> to_jsonb(OLD) - bounds THEN
                RAISE EXCEPTION 'What is approved can''t be changed (% %).', TG_TABLE_NAME, OLD.id
                    USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        IF OLD.published_from IS NULL OR OLD.published_from > clock_timestamp() THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'What was public can''t be deleted (% %).', TG_TABLE_NAME, OLD.id
                USING HINT = 'Withdraw the release.', ERRCODE = 'restrict_violation';
        END IF;
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        -- A release's own row, and what went public as a part of it (a chart of its figures).
        of_release := CASE TG_TABLE_NAME WHEN 'releases_release' THEN OLD.id
                           ELSE (before ->> 'release_id')::bigint END;
        IF TG_TABLE_NAME <> 'releases_withdrawal' AND NEW.published_from IS NULL
           AND EXISTS (SELECT 1 FROM releases_withdrawal w WHERE w.release_id = of_release) THEN
            RETURN NEW;
        END IF;
        IF after ->> 'slug' IS DISTINCT FROM before ->> 'slug' THEN
            IF TG_NARGS = 3 THEN
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1 AND slug = $2 '
                               'AND recorded_at = now())', TG_ARGV[0], TG_ARGV[2])
                   INTO is_recorded USING OLD.id, before ->> 'slug';
            END IF;
            IF NOT is_recorded THEN
                RAISE EXCEPTION 'The address of % % is public and stays for ever.',
                    TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        IF NEW.published_from IS DISTINCT FROM OLD.published_from
           OR NEW.published_until IS DISTINCT FROM OLD.published_until THEN
            is_recorded := false;
            IF TG_NARGS = 3 AND NEW.published_from IS NULL AND NEW.published_until IS NULL THEN
                EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1 AND slug = $2 '
                               'AND published_from = $3 AND recorded_at = now())',
                               TG_ARGV[1], TG_ARGV[2])
                   INTO is_recorded USING OLD.id, after ->> 'slug', OLD.published_from;
            END IF;
            IF NOT is_recorded THEN
                RAISE EXCEPTION '% % is public: its date can''t be moved.', TG_TABLE_NAME, OLD.id
                    USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        RETURN NEW;
    END
    $$;
