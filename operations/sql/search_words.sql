-- The words by which things are found, apart from the rows that they are of: no column of theirs
-- changes, no guard sees them, and no login but the owner's may read them. Nothing here says what
-- is public: every function that reads these words joins the row itself and asks its bounds.

CREATE TABLE operations_searchwords (
    kind text NOT NULL,
    "row" bigint NOT NULL,
    -- By what releases and quotations are cut off where there are too many of them: what never
    -- changes of a row once it is public.
    day date,
    key text NOT NULL,
    -- The title or name; everything, weighted by where it stands; the words as they are spelt.
    head tsvector NOT NULL,
    words tsvector NOT NULL,
    spelling tsvector NOT NULL,
    PRIMARY KEY (kind, "row")
) WITH (toast_tuple_target = 256);
-- Out of line, so that what is only matched is read from few pages.
ALTER TABLE operations_searchwords ALTER words SET STORAGE EXTERNAL,
                                   ALTER spelling SET STORAGE EXTERNAL;
-- An index for each kind that there are many of. New words wait at an index's door until there are
-- enough of them, which makes writing twice as fast; a short queue, since each search reads it.
CREATE INDEX search_releases ON operations_searchwords USING gin (words)
    WITH (gin_pending_list_limit = 256) WHERE kind = 'release';
CREATE INDEX search_quotations ON operations_searchwords USING gin (words)
    WITH (gin_pending_list_limit = 256) WHERE kind = 'quotation';
CREATE INDEX search_references ON operations_searchwords USING gin (words)
    WITH (gin_pending_list_limit = 64) WHERE kind NOT IN ('release', 'quotation');
CREATE INDEX search_by_name ON operations_searchwords USING gin (head)
    WITH (gin_pending_list_limit = 64) WHERE kind NOT IN ('release', 'quotation');
CREATE INDEX search_by_spelling ON operations_searchwords USING gin (spelling)
    WITH (gin_pending_list_limit = 256);

-- Every word that was ever written in a title, summary, name or quotation, hidden ones too. It is
-- told of only where a row that is seen has it (search_spellings). ``kind`` and ``row`` name the row
-- that had it first: most often it is seen, and then no other need be looked for.
CREATE TABLE operations_searchvocabulary (
    word text PRIMARY KEY, kind text NOT NULL, "row" bigint NOT NULL
);
CREATE INDEX search_by_likeness ON operations_searchvocabulary USING gist (word gist_trgm_ops);

CREATE INDEX search_by_evidence ON operations_evidence USING gin (to_tsvector('english', words));

REVOKE ALL ON operations_searchwords, operations_searchvocabulary FROM PUBLIC;

-- What a reference row says in a field that corrections may renew (releases.renewable): the newest
-- wording in force where ``renewed``, else the row's own words.
CREATE FUNCTION search_worded(of_table text, of_row bigint, of_field text, own text, renewed boolean)
    RETURNS text
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT coalesce(
            (SELECT w.words FROM releases_wording w
              WHERE renewed AND w."table" = of_table AND w."row" = of_row AND w.field = of_field
                AND w.instead_of = own AND VISIBLE(w)
              ORDER BY w.published_from DESC, w.id DESC LIMIT 1), own)
    $$;

-- What rows of a kind say: their name, what explains it, and the rest, by weight.
CREATE FUNCTION search_texts(of_kind text, rows bigint[], renewed boolean)
    RETURNS TABLE ("row" bigint, head text, body text, rest text, day date, key text)
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT e.id, e.title::text, e.summary,
               e.notes || E'\n' || left(coalesce(t.text, ''), 300000), e.issued_latest, r.slug::text
          FROM releases_edition e JOIN releases_release r ON r.id = e.release_id
          LEFT JOIN releases_sourcetext t ON t.edition_id = e.id
         WHERE of_kind = 'release' AND e.id = ANY (rows)
        UNION ALL
        SELECT q.id, q.words, q.gist, s.name || ' ' || q.role, e.issued_latest,
               r.slug || ' ' || lpad(q.position::text, 5, '0') || ' ' || left(q.words, 200)
          FROM releases_quotation q JOIN releases_speaker s ON s.id = q.speaker_id
          JOIN releases_edition e ON e.id = q.edition_id
          JOIN releases_release r ON r.id = e.release_id
         WHERE of_kind = 'quotation' AND q.id = ANY (rows)
        UNION ALL
        SELECT s.id, s.name, '', '', NULL, s.slug FROM releases_speaker s
         WHERE of_kind = 'person' AND s.id = ANY (rows)
        UNION ALL
        SELECT t.id, t.name,
               search_worded('releases_topic', t.id, 'summary', t.summary, renewed), '', NULL,
               t.slug
          FROM releases_topic t WHERE of_kind = 'topic' AND t.id = ANY (rows)
        UNION ALL
        SELECT o.id, o.name,
               search_worded('operations_operation', o.id, 'summary', o.summary, renewed),
               search_worded('operations_operation', o.id, 'note', o.note, renewed), NULL, o.slug
          FROM operations_operation o WHERE of_kind = 'operation' AND o.id = ANY (rows)
        UNION ALL
        SELECT p.id, o.name || ' ' || p.name,
               search_worded('operations_phase', p.id, 'note', p.note, renewed), '',
               coalesce(p."end", p.start), o.slug || '.' || p.slug
          FROM operations_phase p JOIN operations_operation o ON o.id = p.operation_id
         WHERE of_kind = 'phase' AND p.id = ANY (rows)
        UNION ALL
        SELECT m.id, m.name || ' ' || m.counted,
               search_worded('operations_metric', m.id, 'definition', m.definition, renewed),
               search_worded('operations_metric', m.id, 'note', m.note, renewed), NULL, m.slug
          FROM operations_metric m WHERE of_kind = 'metric' AND m.id = ANY (rows)
        UNION ALL
        SELECT c.id, c.name, '', '', NULL, c.slug FROM operations_category c
         WHERE of_kind = 'category' AND c.id = ANY (rows)
        UNION ALL
        SELECT g.id, g.name, g.region,
               search_worded('operations_organisation', g.id, 'note', g.note, renewed), NULL, g.slug
          FROM operations_organisation g WHERE of_kind = 'organisation' AND g.id = ANY (rows)
    $$;

CREATE FUNCTION search_weighted(head text, body text, rest text) RETURNS tsvector
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT setweight(to_tsvector('english', head), 'A')
            || setweight(to_tsvector('english', body), 'B')
            || setweight(to_tsvector('english', rest), 'C')
    $$;

-- Write the words of these rows anew, and of those whose words hold theirs.
CREATE FUNCTION search_refresh(of_kind text, rows bigint[]) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF rows IS NULL THEN
            RETURN;
        ELSIF of_kind = 'release address' THEN
            PERFORM search_refresh('release', ARRAY(
                SELECT id FROM releases_edition WHERE release_id = ANY (rows)));
            RETURN;
        END IF;
        INSERT INTO operations_searchwords AS d (kind, "row", day, key, head, words, spelling)
        SELECT of_kind, t."row", t.day, t.key, to_tsvector('english', t.head),
               search_weighted(t.head, t.body, t.rest),
               strip(to_tsvector('simple', t.head || ' ' || t.body
                     || CASE WHEN of_kind = 'quotation' THEN ' ' || t.rest ELSE '' END))
          FROM search_texts(of_kind, rows, false) t
            ON CONFLICT (kind, "row") DO UPDATE
           SET day = excluded.day, key = excluded.key, head = excluded.head,
               words = excluded.words, spelling = excluded.spelling;
        INSERT INTO operations_searchvocabulary
        SELECT DISTINCT ON (word) word, d.kind, d."row"
          FROM operations_searchwords d, unnest(tsvector_to_array(d.spelling)) word
         WHERE d.kind = of_kind AND d."row" = ANY (rows) AND word ~ '^[[:alpha:]]{3,40}$'
         ORDER BY word, d."row"
            ON CONFLICT DO NOTHING;
        IF of_kind = 'release' THEN
            PERFORM search_refresh('quotation', ARRAY(
                SELECT id FROM releases_quotation WHERE edition_id = ANY (rows)));
        ELSIF of_kind = 'operation' THEN
            PERFORM search_refresh('phase', ARRAY(
                SELECT id FROM operations_phase WHERE operation_id = ANY (rows)));
        ELSIF of_kind = 'person' THEN
            PERFORM search_refresh('quotation', ARRAY(
                SELECT id FROM releases_quotation WHERE speaker_id = ANY (rows)));
        END IF;
    END
    $$;

-- After each statement that writes: the kind, the column that names its row, and the columns whose
-- words are meant. Dating a row, which changes none of them, costs nothing here.
CREATE FUNCTION search_note() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        changed bigint[];
        new_words text;
        old_words text;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            EXECUTE format('SELECT array_agg(DISTINCT %I) FROM added', TG_ARGV[1]) INTO changed;
        ELSIF TG_OP = 'DELETE' THEN
            EXECUTE format('SELECT array_agg(DISTINCT %I) FROM removed', TG_ARGV[1]) INTO changed;
            IF TG_TABLE_NAME <> 'releases_sourcetext' THEN
                DELETE FROM operations_searchwords d
                 WHERE d.kind = TG_ARGV[0] AND d."row" = ANY (changed);
                RETURN NULL;
            END IF;
        ELSE
            SELECT string_agg(format('n.%I', one), ', '), string_agg(format('o.%I', one), ', ')
              INTO new_words, old_words FROM unnest(string_to_array(TG_ARGV[2], ',')) one;
            EXECUTE format(
                'SELECT array_agg(DISTINCT n.%I) FROM added n JOIN removed o USING (id) '
                'WHERE (%s) IS DISTINCT FROM (%s)', TG_ARGV[1],
                'ROW(' || new_words || ')', 'ROW(' || old_words || ')') INTO changed;
        END IF;
        PERFORM search_refresh(TG_ARGV[0], changed);
        RETURN NULL;
    END
    $$;
