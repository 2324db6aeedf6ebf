-- Rules for large tables, held for all the rows of a statement at once, and the token of what the
-- public sees: the same for as long as no public answer can change.

-- What the transaction must still find true when it commits: a moment that is at least so far ahead,
-- or (without a moment) that something public was edited. A row lives no longer than its
-- transaction, so nobody ever reads one. Unlogged: there is nothing to restore.
CREATE UNLOGGED TABLE releases_promise (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    moment timestamptz,
    ahead interval,
    of_table text NOT NULL
);

-- How many transactions edited something public; one row.
CREATE TABLE releases_standing (
    id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    edits bigint NOT NULL
);
INSERT INTO releases_standing (edits) VALUES (0);

CREATE FUNCTION keep_promise() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF NEW.moment IS NULL THEN
            -- Last of all, so that the row is locked for as long as a commit takes.
            UPDATE releases_standing SET edits = edits + 1;
        ELSIF current_setting('site.preview', true) = 'on' THEN
            RAISE EXCEPTION 'A preview can''t be kept (%).', NEW.of_table
                USING ERRCODE = 'restrict_violation';
        ELSIF NEW.moment < clock_timestamp() + NEW.ahead THEN
            IF NEW.ahead > interval '0' THEN
                RAISE EXCEPTION 'The moment chosen for % has passed, or is less than 2 s ahead.',
                    NEW.of_table
                    USING HINT = 'Choose a later moment and try again.',
                          ERRCODE = 'restrict_violation';
            END IF;
            RAISE EXCEPTION 'A public statement can''t be changed (%).', NEW.of_table
                USING HINT = 'Correct its release: a correction is a new row.',
                      ERRCODE = 'restrict_violation';
        END IF;
        DELETE FROM releases_promise WHERE id = NEW.id;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION keep_promise() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER keep_promise AFTER INSERT ON releases_promise
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keep_promise();

-- The columns of a table but for some, as a row of ``alias``: “ROW(o.id, o.value)”.
CREATE FUNCTION row_without(alias text, of_table oid, left_out text[]) RETURNS text
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT format('ROW(%s)', string_agg(format('%I.%I', alias, attname), ', ' ORDER BY attnum))
          FROM pg_attribute
         WHERE attrelid = of_table AND attnum > 0 AND NOT attisdropped
           AND attgenerated = '' AND attname <> ALL (left_out)
    $$;

REVOKE ALL ON FUNCTION row_without(text, oid, text[]) FROM PUBLIC;

-- The rule of guard_statement, for tables of which one statement may hold a million rows: asked of
-- them all at once, and of their moments once more at the commit. Arguments as there: the parent's
-- table and the column that points at it, and the columns that may be filled in later.
CREATE FUNCTION guard_statements() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    -- Nothing asks for LIMIT 1: since hardly ever a row offends, looking for the first one row by row
    -- would compare each with each.
    DECLARE
        bounds constant text[] := '{published_from,published_until,recorded_at,version}';
        now_is constant timestamptz := clock_timestamp();
        set_later constant text[] := array_remove(string_to_array(TG_ARGV[2], ','), '');
        filled_late text := 'false';
        offender bigint;
        its_parent bigint;
    BEGIN
        IF TG_OP = 'DELETE' THEN
            SELECT min(o.id) INTO offender FROM old_rows o
             WHERE o.published_from <= now_is
                OR EXISTS (SELECT 1 FROM releases_withdrawal w WHERE w.release_id = o.release_id);
            IF offender IS NOT NULL THEN
                RAISE EXCEPTION 'A statement that was public can''t be deleted (% %).',
                    TG_TABLE_NAME, offender
                    USING HINT = 'Correct or withdraw its release.', ERRCODE = 'restrict_violation';
            END IF;
            SELECT min(o.id) INTO offender FROM old_rows o WHERE o.published_from IS NOT NULL;
            IF offender IS NOT NULL THEN
                RAISE EXCEPTION 'What is approved can''t be deleted (% %).', TG_TABLE_NAME, offender
                    USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
            END IF;
            RETURN NULL;
        END IF;

        IF TG_OP = 'UPDATE' THEN
            EXECUTE format(
                'SELECT min(o.id) FROM old_rows o LEFT JOIN new_rows n USING (id) '
                'WHERE EXISTS (SELECT 1 FROM releases_withdrawal w WHERE w.release_id = o.release_id) '
                'AND (n.published_from IS NOT NULL OR n.published_until IS NOT NULL '
                     'OR %s IS DISTINCT FROM %s)',
                row_without('o', TG_RELID, '{published_from,published_until}'),
                row_without('n', TG_RELID, '{published_from,published_until}'))
               INTO offender;
            IF offender IS NOT NULL THEN
                RAISE EXCEPTION 'The release of % % is withdrawn: nothing of it can change.',
                    TG_TABLE_NAME, offender USING ERRCODE = 'restrict_violation';
            END IF;

            IF EXISTS (SELECT 1 FROM old_rows o WHERE o.published_from IS NOT NULL) THEN
                IF cardinality(set_later) > 0 THEN
                    -- While all of them are empty they may be filled in, once.
                    filled_late := (SELECT string_agg(format('coalesce(o.%I::text, '''') = ''''', late),
                                                      ' AND ') FROM unnest(set_later) late);
                END IF;
                EXECUTE format(
                    'SELECT min(o.id) FROM old_rows o LEFT JOIN new_rows n USING (id) '
                    'WHERE o.published_from <= $1 '
                    'AND NOT EXISTS (SELECT 1 FROM releases_withdrawal w '
                                     'WHERE w.release_id = o.release_id) '
                    'AND (%s IS DISTINCT FROM %s '
                         'OR %s IS DISTINCT FROM %s AND NOT (%s) '
                         'OR o.published_until <= $1 '
                            'AND n.published_until IS DISTINCT FROM o.published_until)',
                    row_without('o', TG_RELID, set_later || 'published_until'::text),
                    row_without('n', TG_RELID, set_later || 'published_until'::text),
                    row_without('o', TG_RELID, '{published_until}'),
                    row_without('n', TG_RELID, '{published_until}'),
                    filled_late)
                   INTO offender USING now_is;
                IF offender IS NOT NULL THEN
                    RAISE EXCEPTION 'A public statement can''t be changed (% %).',
                        TG_TABLE_NAME, offender
                        USING HINT = 'Correct its release: a correction is a new row.',
                              ERRCODE = 'restrict_violation';
                END IF;
                EXECUTE format(
                    'SELECT min(o.id) FROM old_rows o LEFT JOIN new_rows n USING (id) '
                    'WHERE o.published_from > $1 AND (n.id IS NULL OR n.published_from IS NOT NULL '
                    'AND %s IS DISTINCT FROM %s)',
                    row_without('o', TG_RELID, bounds), row_without('n', TG_RELID, bounds))
                   INTO offender USING now_is;
                IF offender IS NOT NULL THEN
                    RAISE EXCEPTION 'What is approved can''t be changed (% %).',
                        TG_TABLE_NAME, offender
                        USING HINT = 'Take its approval back first.',
                              ERRCODE = 'restrict_violation';
                END IF;
                -- What was still to come has to be so when this commits.
                EXECUTE format(
                    'INSERT INTO releases_promise (moment, ahead, of_table) '
                    'SELECT DISTINCT o.published_from, interval ''0'', $2 '
                      'FROM old_rows o JOIN new_rows n USING (id) WHERE o.published_from > $1 AND %s '
                    'UNION SELECT DISTINCT o.published_until, interval ''0'', $2 '
                      'FROM old_rows o JOIN new_rows n USING (id) WHERE o.published_until > $1 '
                       'AND n.published_until IS DISTINCT FROM o.published_until '
                       'AND n.published_from IS NOT NULL',
                    format('%s IS DISTINCT FROM %s',
                           row_without('o', TG_RELID, '{published_until}'),
                           row_without('n', TG_RELID, '{published_until}')))
                  USING now_is, TG_TABLE_NAME;
            END IF;
            INSERT INTO releases_promise (moment, ahead, of_table)
            SELECT DISTINCT bound, interval '2 seconds', TG_TABLE_NAME
              FROM (SELECT n.published_from AS bound FROM new_rows n LEFT JOIN old_rows o USING (id)
                     WHERE n.published_from IS DISTINCT FROM o.published_from
                       AND n.recorded_at IS DISTINCT FROM now()
                    UNION
                    SELECT n.published_until FROM new_rows n LEFT JOIN old_rows o USING (id)
                     WHERE n.published_until IS DISTINCT FROM o.published_until
                       AND n.recorded_at IS DISTINCT FROM now()) chosen
             WHERE bound IS NOT NULL;
        ELSE
            INSERT INTO releases_promise (moment, ahead, of_table)
            SELECT DISTINCT bound, interval '2 seconds', TG_TABLE_NAME
              FROM (SELECT n.published_from AS bound FROM new_rows n
                     WHERE n.recorded_at IS DISTINCT FROM now()
                    UNION
                    SELECT n.published_until FROM new_rows n
                     WHERE n.recorded_at IS DISTINCT FROM now()) chosen
             WHERE bound IS NOT NULL;
        END IF;

        IF TG_ARGV[0] = 'releases_edition' THEN
            -- Nothing can slip in beside the approval of an edition.
            EXECUTE format('SELECT 1 FROM %I p WHERE p.id IN (SELECT n.%I FROM new_rows n) '
                           'FOR KEY SHARE', TG_ARGV[0], TG_ARGV[1]);
        END IF;
        EXECUTE format(
            'SELECT min(n.id), min(n.%2$I) FROM new_rows n JOIN %1$I p ON p.id = n.%2$I '
            'WHERE n.published_from IS DISTINCT FROM p.published_from '
              'AND (%3$L = ''INSERT'' OR n.published_from IS NOT NULL)',
            TG_ARGV[0], TG_ARGV[1], TG_OP)
           INTO offender, its_parent;
        IF offender IS NOT NULL THEN
            IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM new_rows n
                                             WHERE n.id = offender AND n.published_from IS NULL) THEN
                RAISE EXCEPTION 'Nothing can be added to what is approved (% of % %).',
                    TG_TABLE_NAME, TG_ARGV[0], its_parent
                    USING HINT = 'Take its approval back first.', ERRCODE = 'restrict_violation';
            END IF;
            RAISE EXCEPTION 'A % can''t be dated by hand: it goes public with its %.',
                TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION guard_statements() FROM PUBLIC;

-- Counts an edit of something public, once a transaction and when it commits. Rows that are not
-- public yet, and columns that the public can't read (a planned end is one), count for nothing: the
-- token tells nothing of them. Arguments: the columns for staff alone; for a table without bounds
-- the condition under which its row ``r`` is public.
CREATE FUNCTION note_public_edit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        kept_back constant text[] := array_remove(string_to_array(TG_ARGV[0], ','), '');
        is_public constant text := coalesce(TG_ARGV[1], 'r.published_from <= clock_timestamp()');
        rows text := CASE TG_OP WHEN 'DELETE' THEN 'old_rows' ELSE 'new_rows' END;
        is_edit boolean;
    BEGIN
        IF EXISTS (SELECT 1 FROM releases_promise WHERE moment IS NULL) THEN
            RETURN NULL;
        END IF;
        IF TG_OP = 'UPDATE' THEN
            rows := format(
                '(SELECT o.* FROM old_rows o LEFT JOIN new_rows n USING (id) '
                  'WHERE %1$s IS DISTINCT FROM %2$s UNION ALL '
                 'SELECT n.* FROM new_rows n LEFT JOIN old_rows o USING (id) '
                  'WHERE %1$s IS DISTINCT FROM %2$s)',
                row_without('o', TG_RELID, kept_back), row_without('n', TG_RELID, kept_back));
        END IF;
        EXECUTE format('SELECT bool_or(%s) FROM %s r', is_public, rows) INTO is_edit;
        IF is_edit THEN
            INSERT INTO releases_promise (of_table) VALUES (TG_TABLE_NAME);
        END IF;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION note_public_edit() FROM PUBLIC;

-- Staff's login never touches either table by itself, and the public login not at all.
REVOKE ALL ON releases_promise, releases_standing FROM {staff};

-- The ledger as before, and of a statement that adds or dates more than a thousand parts of an
-- edition one entry for each edition (its row is 0), with their number: the values of a row that was
-- added stand in its table, and dated they are all alike.
CREATE OR REPLACE FUNCTION record_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        many constant integer := 1000;
        person constant text := coalesce(nullif(current_setting('site.user', true), ''),
                                         'database login ' || session_user);
        whole constant text := nullif(TG_ARGV[0], '');
        of_edition text := CASE whole WHEN 'releases_edition' THEN format('n.%I', TG_ARGV[1]) END;
        through text := '';
        are_alike boolean := false;
    BEGIN
        IF whole IS NOT NULL AND of_edition IS NULL AND EXISTS (
               SELECT 1 FROM pg_attribute
                WHERE attrelid = whole::regclass AND attname = 'edition_id') THEN
            of_edition := 'w.edition_id';
            through := format('JOIN %I w ON w.id = n.%I', whole, TG_ARGV[1]);
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF of_edition IS NOT NULL AND (SELECT count(*) FROM new_rows) > many THEN
                EXECUTE format(
                    'INSERT INTO releases_change '
                    '("table", "row", verb, part_of_table, part_of_row, after, "by", "at") '
                    'SELECT $1, 0, ''insert'', ''releases_edition'', %1$s, '
                           'jsonb_build_object(''rows'', count(*)), $2, now() '
                      'FROM new_rows n %2$s GROUP BY %1$s', of_edition, through)
                  USING TG_TABLE_NAME, person;
                RETURN NULL;
            END IF;
            INSERT INTO releases_change
                   ("table", "row", verb, part_of_table, part_of_row, "by", "at")
            SELECT TG_TABLE_NAME, n.id, 'insert', whole, (to_jsonb(n) ->> TG_ARGV[1])::bigint,
                   person, now()
              FROM new_rows n;
        ELSIF TG_OP = 'DELETE' THEN
            INSERT INTO releases_change
                   ("table", "row", verb, part_of_table, part_of_row, before, "by", "at")
            SELECT TG_TABLE_NAME, o.id, 'delete', whole, (to_jsonb(o) ->> TG_ARGV[1])::bigint,
                   to_jsonb(o), person, now()
              FROM old_rows o;
        ELSE
            IF of_edition IS NOT NULL AND (SELECT count(*) FROM new_rows) > many THEN
                EXECUTE format(
                    'SELECT count(*) = 0 FROM old_rows o FULL JOIN new_rows n USING (id) '
                    'WHERE %s IS DISTINCT FROM %s',
                    row_without('o', TG_RELID, '{published_from,published_until,recorded_at}'),
                    row_without('n', TG_RELID, '{published_from,published_until,recorded_at}'))
                   INTO are_alike;
            END IF;
            IF are_alike THEN
                EXECUTE format(
                    'INSERT INTO releases_change '
                    '("table", "row", verb, part_of_table, part_of_row, before, after, "by", "at") '
                    'SELECT $1, 0, ''update'', ''releases_edition'', %1$s, '
                           'jsonb_build_object(''rows'', count(*), '
                               '''published_from'', o.published_from, '
                               '''published_until'', o.published_until), '
                           'jsonb_build_object(''rows'', count(*), '
                               '''published_from'', n.published_from, '
                               '''published_until'', n.published_until), $2, now() '
                      'FROM new_rows n JOIN old_rows o USING (id) %2$s '
                     'GROUP BY %1$s, o.published_from, o.published_until, '
                              'n.published_from, n.published_until', of_edition, through)
                  USING TG_TABLE_NAME, person;
                RETURN NULL;
            END IF;
            -- Full, since a row may be given another id: then one is gone and another has come.
            INSERT INTO releases_change
                   ("table", "row", verb, part_of_table, part_of_row, before, after, "by", "at")
            SELECT TG_TABLE_NAME, id,
                   CASE WHEN was IS NULL THEN 'insert' WHEN becomes IS NULL THEN 'delete'
                        ELSE 'update' END,
                   whole, (coalesce(becomes, was) ->> TG_ARGV[1])::bigint,
                   was, CASE WHEN was IS NOT NULL THEN becomes END, person, now()
              FROM (SELECT o.id, to_jsonb(o) AS was FROM old_rows o) old_ones
              FULL JOIN (SELECT n.id, to_jsonb(n) AS becomes FROM new_rows n) new_ones USING (id)
             WHERE was IS DISTINCT FROM becomes;
        END IF;
        RETURN NULL;
    END
    $$;
