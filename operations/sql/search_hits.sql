-- What a search finds, as the pages may show it. Each function runs with the owner's eyes and the
-- policies' own clock, visible_at(), and asks the bounds of every row and of those that it hangs on
-- before anything is counted, ordered or cut off: what is hidden weighs nothing and takes no place.
-- There is no measure of how rare a word is, since that would be counted over hidden rows too.
-- Planned once in a session: planning such a question takes longer than answering it.

CREATE TYPE search_hit AS (
    kind text, id bigint,
    -- A name that everybody sees and nothing else has: the end of every order.
    key text,
    -- 0: what was asked for by value or as said; 1: by its name or title; 2: by its other words.
    tier integer, rank real, published_from timestamptz, day date,
    publisher_id bigint, topic_ids bigint[]
);

CREATE FUNCTION search_topics_seen() RETURNS bigint[]
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$ SELECT ARRAY(SELECT t.id FROM releases_topic t WHERE VISIBLE(t)) $$;

-- Everything but figures. ``said`` puts quotations first. Of releases and of quotations no more
-- than the most are looked at: those with the words in their title, then the newest.
CREATE FUNCTION search_words(
        query tsquery, said boolean, topics bigint[], publishers bigint[], since date, until date,
        most_releases integer, most_quotations integer)
    RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    SET enable_memoize = off
    AS $$
    DECLARE
        topics_seen bigint[] := search_topics_seen();
        hits search_hit[];
        look_at integer;
        looked_at integer;
    BEGIN
        -- Enough of them, or all: which are hidden among the first is not known before. What comes out
        -- is the same, however many rows it took.
        look_at := most_releases * 5 / 4;
        LOOP
            WITH m AS MATERIALIZED (
                SELECT w."row", w.key, w.day, w.head @@ query AS is_named
                  FROM operations_searchwords w
                 WHERE w.kind = 'release' AND w.words @@ query
                   AND (since IS NULL OR w.day >= since) AND (until IS NULL OR w.day <= until)
                 ORDER BY is_named DESC, w.day DESC NULLS LAST, w.key
                 LIMIT look_at
            )
            SELECT ARRAY(
                SELECT ROW('release', n.id, m.key,
                           CASE WHEN m.is_named THEN 1 ELSE 2 END,
                           (SELECT ts_rank_cd(d.words, query) FROM operations_searchwords d
                             WHERE d.kind = 'release' AND d."row" = n.id), n.published_from, m.day, n.publisher_id,
                           ARRAY(SELECT l.topic_id FROM releases_release_topics l
                                  WHERE l.release_id = n.release_id
                                    AND l.topic_id = ANY (topics_seen)))::search_hit
                  FROM m
                 CROSS JOIN LATERAL (
                    SELECT e.id, e.published_from, e.release_id, r.publisher_id
                      FROM releases_edition e
                      JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
                      JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
                     WHERE e.id = m."row" AND VISIBLE(e)
                       AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
                       AND (topics IS NULL OR EXISTS (
                            SELECT 1 FROM releases_release_topics l
                             WHERE l.release_id = e.release_id AND l.topic_id = ANY (topics)
                               AND l.topic_id = ANY (topics_seen)))
                     LIMIT 1) n
                 LIMIT most_releases), (SELECT count(*) FROM m)
              INTO hits, looked_at;
            EXIT WHEN cardinality(hits) >= most_releases OR looked_at < look_at;
            look_at := look_at * 20;
        END LOOP;
        RETURN QUERY SELECT * FROM unnest(hits);

        look_at := most_quotations * 5 / 4;
        LOOP
            WITH m AS MATERIALIZED (
                SELECT w."row", w.key, w.day, w.head @@ query AS is_named
                  FROM operations_searchwords w
                 WHERE w.kind = 'quotation' AND w.words @@ query
                   AND (since IS NULL OR w.day >= since) AND (until IS NULL OR w.day <= until)
                 ORDER BY is_named DESC, w.day DESC NULLS LAST, w.key
                 LIMIT look_at
            )
            SELECT ARRAY(
                SELECT ROW('quotation', n.id, m.key,
                           CASE WHEN said THEN 0 WHEN m.is_named THEN 1 ELSE 2 END,
                           (SELECT ts_rank_cd(d.words, query) FROM operations_searchwords d
                             WHERE d.kind = 'quotation' AND d."row" = n.id), n.published_from, m.day, n.publisher_id,
                           ARRAY(SELECT l.topic_id FROM releases_release_topics l
                                  WHERE l.release_id = n.release_id
                                    AND l.topic_id = ANY (topics_seen)))::search_hit
                  FROM m
                 CROSS JOIN LATERAL (
                    SELECT q.id, q.published_from, e.release_id, r.publisher_id
                      FROM releases_quotation q
                      JOIN releases_speaker s ON s.id = q.speaker_id AND VISIBLE(s)
                      JOIN releases_edition e ON e.id = q.edition_id AND VISIBLE(e)
                      JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
                      JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
                     WHERE q.id = m."row" AND VISIBLE(q)
                       AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
                       AND (topics IS NULL OR EXISTS (
                            SELECT 1 FROM releases_release_topics l
                             WHERE l.release_id = e.release_id AND l.topic_id = ANY (topics)
                               AND l.topic_id = ANY (topics_seen)))
                     LIMIT 1) n
                 LIMIT most_quotations), (SELECT count(*) FROM m)
              INTO hits, looked_at;
            EXIT WHEN cardinality(hits) >= most_quotations OR looked_at < look_at;
            look_at := look_at * 20;
        END LOOP;
        RETURN QUERY SELECT * FROM unnest(hits);

        IF publishers IS NULL THEN
            RETURN QUERY
            SELECT h.* FROM search_references(query, topics_seen) h
             WHERE (topics IS NULL OR h.topic_ids && topics)
               AND (since IS NULL OR h.day >= since) AND (until IS NULL OR h.day <= until);
        END IF;
    END
    $$;
