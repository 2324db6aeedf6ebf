-- The ledger: every change of every curated row, written here and nowhere else, since nothing that
-- a program does passes by the database.

-- Fired once a statement, so that loading thousands of rows stays cheap. Arguments: the table and
-- the column of the row that this one is part of, where it is part of one. A row as it was first
-- made is not copied: it stands in its table, or in the "before" of its next change.
-- Runs with its owner's rights: staff's login may read the ledger and write nothing into it.
CREATE FUNCTION record_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        person constant text := coalesce(nullif(current_setting('site.user', true), ''),
                                         'database login ' || session_user);
        whole constant text := nullif(TG_ARGV[0], '');
    BEGIN
        IF TG_OP = 'INSERT' THEN
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

-- Or whoever may make a table could have it write what never happened.
REVOKE ALL ON FUNCTION record_changes() FROM PUBLIC;

-- Not even the login that owns the ledger edits it by mistake.
CREATE FUNCTION refuse_editing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
        RAISE EXCEPTION 'What is recorded stays as it is (%).', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END
    $$;

CREATE TRIGGER refuse_editing BEFORE UPDATE OR DELETE OR TRUNCATE ON releases_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_editing();
