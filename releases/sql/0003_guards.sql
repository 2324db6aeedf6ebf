-- The guards, from the third migration on: what is approved is frozen until its approval is taken
-- back, nothing joins it meanwhile, and nothing that was done for a preview can ever be kept.

-- Statements: public ones never change; a correction may only end them, a withdrawal hide them.
-- Arguments: the parent's table and the column that points at it, where a parent dates the row; and
-- the columns that may be filled in later, while all of them are empty. Asked twice: before the
-- change, and once more when it commits. What is approved and waits for its moment is frozen: its
-- approval has to be taken back first. A parent is locked while a row joins it, so that nothing can
-- slip in beside the approval of an edition.
CREATE OR REPLACE FUNCTION guard_statement() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        -- The version counts saves, and a save may begin with taking the approval back.
        bounds constant text[] := '{published_from,published_until,recorded_at,version}';
        withdrawn boolean;
        parent_from timestamptz;
        may_change text[];
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            -- What belongs to no release (a notice of the calendar) can't be withdrawn with one.
            SELECT EXISTS (SELECT 1 FROM releases_withdrawal w
                            WHERE w.release_id = (to_jsonb(OLD) ->> 'release_id')::bigint)
              INTO withdrawn;
            IF TG_OP = 'DELETE' THEN
                IF withdrawn OR OLD.published_from <= clock_timestamp() THEN
                    RAISE EXCEPTION 'A statement that was public can''t be deleted (% %).',
                        TG_TABLE_NAME, OLD.id
                        USING HINT = 'Correct or withdraw its release.', ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.published_from IS NOT NULL THEN
                    RAISE EXCEPTION 'What is approved can''t be deleted (% %).', TG_TABLE_NAME, OLD.id
                        USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF withdrawn THEN
                IF NEW.published_from IS NOT NULL OR NEW.published_until IS NOT NULL
                   OR to_jsonb(NEW) - '{published_from,published_until}'::text[]
                      <> to_jsonb(OLD) - '{published_from,published_until}'::text[] THEN
                    RAISE EXCEPTION 'The release of % % is withdrawn: nothing of it can change.',
                        TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END IF;
            IF OLD.published_from <= clock_timestamp() THEN
                may_change := string_to_array(TG_ARGV[2], ',');
                IF EXISTS (SELECT 1 FROM unnest(may_change) late
                            WHERE coalesce(to_jsonb(OLD) ->> late, '') <> '') THEN
                    may_change := '{}';
                END IF;
                may_change := may_change || 'published_until'::text;
                IF to_jsonb(NEW) - may_change <> to_jsonb(OLD) - may_change
                   OR OLD.published_until <= clock_timestamp()
                      AND NEW.published_until IS DISTINCT FROM OLD.published_until THEN
                    RAISE EXCEPTION 'A public statement can''t be changed (% %).',
                        TG_TABLE_NAME, OLD.id
                        USING HINT = 'Correct its release: a correction is a new row.',
                              ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END IF;
            IF OLD.published_from IS NOT NULL AND NEW.published_from IS NOT NULL
               AND to_jsonb(NEW) - bounds <> to_jsonb(OLD) - bounds THEN
                RAISE EXCEPTION 'What is approved can''t be changed (% %).', TG_TABLE_NAME, OLD.id
                    USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        IF TG_ARGV[0] <> '' AND TG_WHEN = 'BEFORE'
           AND (NEW.published_from IS NOT NULL OR TG_OP = 'INSERT') THEN
            EXECUTE format('SELECT published_from FROM %I WHERE id = $1 FOR KEY SHARE', TG_ARGV[0])
               INTO parent_from USING (to_jsonb(NEW) ->> TG_ARGV[1])::bigint;
            IF NEW.published_from IS NULL AND parent_from IS NOT NULL THEN
                RAISE EXCEPTION 'Nothing can be added to what is approved (% of % %).',
                    TG_TABLE_NAME, TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1]
                    USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
            END IF;
            IF parent_from IS DISTINCT FROM NEW.published_from THEN
                RAISE EXCEPTION 'A % can''t be dated by hand: it goes public with its %.',
                    TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
            END IF;
        END IF;
        RETURN NEW;
    END
    $$;

-- References: a public one keeps its slug and its date for ever; its words may be edited, and what
-- they were is kept. One that waits for its moment is frozen, since it was approved as it is. Only a withdrawn release, and what is a part of it, may be hidden again.
CREATE OR REPLACE FUNCTION guard_reference() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        bounds constant text[] := '{published_from,published_until,recorded_at,version}';
        before jsonb;
        after jsonb;
        of_release bigint;
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
            RAISE EXCEPTION 'The address of % % is public and stays for ever.',
                TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.published_from IS DISTINCT FROM OLD.published_from
           OR NEW.published_until IS DISTINCT FROM OLD.published_until THEN
            RAISE EXCEPTION '% % is public: its date can''t be moved.', TG_TABLE_NAME, OLD.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END
    $$;

-- No act changes the past: when it commits, a bound that it set is at least 2 s ahead. What was
-- recorded in this very transaction from an archive is the exception: its source dates it.
CREATE OR REPLACE FUNCTION guard_bounds() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        soonest timestamptz := clock_timestamp() + interval '2 seconds';
        old_from timestamptz;
        old_until timestamptz;
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            old_from := OLD.published_from;
            old_until := OLD.published_until;
        END IF;
        -- A preview dates drafts to show them, and is rolled back: it can't be kept by mistake.
        IF current_setting('site.preview', true) = 'on' THEN
            RAISE EXCEPTION 'A preview can''t be kept (% %).', TG_TABLE_NAME, NEW.id
                USING ERRCODE = 'restrict_violation';
        END IF;
        IF NEW.recorded_at = now() THEN
            RETURN NULL;
        END IF;
        IF NEW.published_from IS DISTINCT FROM old_from AND NEW.published_from < soonest
           OR NEW.published_until IS DISTINCT FROM old_until AND NEW.published_until < soonest THEN
            RAISE EXCEPTION 'The moment chosen for % % has passed, or is less than 2 s ahead.',
                TG_TABLE_NAME, NEW.id
                USING HINT = 'Choose a later moment and try again.', ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

-- A table that is part of another and has no bounds (the lines of a chart): frozen with its whole.
-- Arguments: the whole's table, and the column that points at it.
CREATE FUNCTION guard_part() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        part jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
        begins timestamptz;
    BEGIN
        EXECUTE format('SELECT published_from FROM %I WHERE id = $1', TG_ARGV[0])
           INTO begins USING (part ->> TG_ARGV[1])::bigint;
        IF begins > clock_timestamp() THEN
            RAISE EXCEPTION 'What is approved can''t be changed (% of % %).',
                TG_TABLE_NAME, TG_ARGV[0], part ->> TG_ARGV[1]
                USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END
    $$;
