-- Words that are spelt much like those asked for. The vocabulary holds words of hidden rows too, so
-- a word counts only where a row that is seen has it, before the nearest are cut off.

CREATE FUNCTION search_is_seen(of_kind text, of_row bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT CASE of_kind
            WHEN 'release' THEN EXISTS (
                SELECT 1 FROM releases_edition e
                  JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
                 WHERE e.id = of_row AND VISIBLE(e))
            WHEN 'quotation' THEN EXISTS (
                SELECT 1 FROM releases_quotation q
                  JOIN releases_speaker s ON s.id = q.speaker_id AND VISIBLE(s)
                  JOIN releases_edition e ON e.id = q.edition_id AND VISIBLE(e)
                 WHERE q.id = of_row AND VISIBLE(q))
            WHEN 'person' THEN EXISTS (
                SELECT 1 FROM releases_speaker s WHERE s.id = of_row AND VISIBLE(s))
            WHEN 'topic' THEN EXISTS (
                SELECT 1 FROM releases_topic t WHERE t.id = of_row AND VISIBLE(t))
            WHEN 'operation' THEN EXISTS (
                SELECT 1 FROM operations_operation o WHERE o.id = of_row AND VISIBLE(o))
            WHEN 'phase' THEN EXISTS (
                SELECT 1 FROM operations_phase p
                  JOIN operations_operation o ON o.id = p.operation_id AND VISIBLE(o)
                 WHERE p.id = of_row AND VISIBLE(p))
            WHEN 'metric' THEN EXISTS (
                SELECT 1 FROM operations_metric m WHERE m.id = of_row AND VISIBLE(m))
            WHEN 'category' THEN EXISTS (
                SELECT 1 FROM operations_category c WHERE c.id = of_row AND VISIBLE(c))
            WHEN 'organisation' THEN EXISTS (
                SELECT 1 FROM operations_organisation g WHERE g.id = of_row AND VISIBLE(g))
            ELSE false END
    $$;

-- Whether a row that is seen has the word, spelt so.
CREATE FUNCTION search_is_known(wanted text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM operations_searchvocabulary v
              JOIN operations_searchwords d ON d.kind = v.kind AND d."row" = v."row"
             WHERE v.word = wanted AND d.spelling @@ wanted::tsquery
               AND search_is_seen(d.kind, d."row"))
            OR coalesce((
            SELECT true FROM operations_searchwords d
             WHERE d.spelling @@ wanted::tsquery AND search_is_seen(d.kind, d."row")
             LIMIT 1), false);
    END
    $$;

-- For each word those spelt most like it, the nearest first and ``most`` at most; a known one is
-- its own. ``asked`` are plain words of letters.
CREATE FUNCTION search_spellings(asked text[], most integer)
    RETURNS TABLE (word text, spelt text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        near record;
        found integer;
    BEGIN
        FOREACH word IN ARRAY asked LOOP
            CONTINUE WHEN word !~ '^[[:alpha:]]+$';
            IF search_is_known(word) THEN
                spelt := word;
                RETURN NEXT;
                CONTINUE;
            END IF;
            found := 0;
            FOR near IN SELECT v.word AS spelling, v.word <-> search_spellings.word AS distance
                          FROM operations_searchvocabulary v
                         ORDER BY v.word <-> search_spellings.word, v.word
            LOOP
                EXIT WHEN near.distance > 0.9;
                IF search_is_known(near.spelling) THEN
                    spelt := near.spelling;
                    RETURN NEXT;
                    found := found + 1;
                    EXIT WHEN found >= most;
                END IF;
            END LOOP;
        END LOOP;
    END
    $$;
