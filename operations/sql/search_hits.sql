-- What a search finds, as the pages may show it. Each function runs with the owner's eyes and the
-- policies' own clock, visible_at(), and asks the bounds of every row and of those that it hangs on
-- before anything is counted, ordered or cut off: what is hidden weighs nothing and takes no place.
-- There is no measure of how rare a word is, since that would be counted over hidden rows too.

CREATE TYPE search_hit AS (
    kind text, id bigint,
    -- A name that everybody sees and nothing else has: the end of every order.
    key text,
    -- 0: what was asked for by value or as said; 1: by its name or title; 2: by its other words.
    tier integer, rank real, published_from timestamptz, day date,
    publisher_id bigint, topic_ids bigint[]
);

CREATE FUNCTION search_topics_of_release(wanted bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT ARRAY(SELECT t.id FROM releases_release_topics l
                       JOIN releases_topic t ON t.id = l.topic_id AND VISIBLE(t)
                      WHERE l.release_id = wanted)
    $$;

-- Everything but figures. ``said`` puts quotations first. Of releases and of quotations no more
-- than ``most`` are looked at: those with the words in their title, then the newest.
CREATE FUNCTION search_words(
        query tsquery, said boolean, topics bigint[], publishers bigint[], since date, until date,
        most integer)
    RETURNS SETOF search_hit
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH renewed AS MATERIALIZED (
            SELECT w.kind, t."row", to_tsvector('english', t.head) AS head,
                   search_weighted(t.head, t.body, t.rest) AS words
              FROM (SELECT CASE one."table" WHEN 'releases_topic' THEN 'topic'
                                WHEN 'operations_operation' THEN 'operation'
                                WHEN 'operations_phase' THEN 'phase'
                                WHEN 'operations_metric' THEN 'metric'
                                WHEN 'operations_organisation' THEN 'organisation' END AS kind,
                           array_agg(DISTINCT one."row") AS rows
                      FROM releases_wording one WHERE VISIBLE(one) GROUP BY 1) w
             CROSS JOIN LATERAL search_texts(w.kind, w.rows, true) t
        ), matched AS MATERIALIZED (
            SELECT d.kind, d."row", d.head, d.words
              FROM operations_searchwords d
             WHERE d.words @@ query
               AND NOT EXISTS (SELECT 1 FROM renewed r WHERE r.kind = d.kind AND r."row" = d."row")
            UNION ALL
            SELECT r.kind, r."row", r.head, r.words FROM renewed r WHERE r.words @@ query
        ), found_releases AS (
            SELECT e.id, r.slug, r.id AS release_id, r.publisher_id, e.published_from,
                   e.issued_latest, m.words, m.head @@ query AS is_named
              FROM matched m
              JOIN releases_edition e ON e.id = m."row" AND VISIBLE(e)
              JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
              JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
             WHERE m.kind = 'release'
               AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
               AND (since IS NULL OR e.issued_latest >= since)
               AND (until IS NULL OR e.issued_latest <= until)
               AND (topics IS NULL OR search_topics_of_release(r.id) && topics)
             ORDER BY is_named DESC, e.issued_latest DESC NULLS LAST, e.published_from DESC, r.slug
             LIMIT most
        ), found_quotations AS (
            SELECT q.id, r.slug, r.id AS release_id, r.publisher_id, e.published_from,
                   e.issued_latest, m.words, m.head @@ query AS is_named, q.position,
                   q.words AS told
              FROM matched m
              JOIN releases_quotation q ON q.id = m."row" AND VISIBLE(q)
              JOIN releases_edition e ON e.id = q.edition_id AND VISIBLE(e)
              JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
              JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
              JOIN releases_speaker s ON s.id = q.speaker_id AND VISIBLE(s)
             WHERE m.kind = 'quotation'
               AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
               AND (since IS NULL OR e.issued_latest >= since)
               AND (until IS NULL OR e.issued_latest <= until)
               AND (topics IS NULL OR search_topics_of_release(r.id) && topics)
             ORDER BY is_named DESC, e.issued_latest DESC NULLS LAST, e.published_from DESC, r.slug,
                      q.position, q.words
             LIMIT most
        ), dated AS (
            SELECT 'release' AS kind, f.id, f.slug::text AS key,
                   CASE WHEN f.is_named THEN 1 ELSE 2 END AS tier,
                   ts_rank_cd(f.words, query) AS rank, f.published_from, f.issued_latest AS day,
                   f.publisher_id, search_topics_of_release(f.release_id) AS topic_ids
              FROM found_releases f
            UNION ALL
            SELECT 'quotation', f.id,
                   f.slug || ' ' || lpad(f.position::text, 5, '0') || ' ' || f.told,
                   CASE WHEN said THEN 0 WHEN f.is_named THEN 1 ELSE 2 END,
                   ts_rank_cd(f.words, query), f.published_from, f.issued_latest, f.publisher_id,
                   search_topics_of_release(f.release_id)
              FROM found_quotations f
        ), others AS (
            SELECT m.kind, s.id, s.slug::text AS key, s.published_from, NULL::date AS day,
                   m.head, m.words, NULL::bigint[] AS topic_ids
              FROM matched m JOIN releases_speaker s ON s.id = m."row" AND VISIBLE(s)
             WHERE m.kind = 'person'
               AND EXISTS (SELECT 1 FROM releases_quotation q
                            WHERE q.speaker_id = s.id AND VISIBLE(q))
            UNION ALL
            SELECT m.kind, t.id, t.slug, t.published_from, NULL, m.head, m.words, ARRAY[t.id]
              FROM matched m JOIN releases_topic t ON t.id = m."row" AND VISIBLE(t)
             WHERE m.kind = 'topic'
               AND EXISTS (SELECT 1 FROM releases_release_topics l
                             JOIN releases_edition e ON e.release_id = l.release_id AND VISIBLE(e)
                            WHERE l.topic_id = t.id)
            UNION ALL
            SELECT m.kind, o.id, o.slug, o.published_from, NULL, m.head, m.words,
                   search_topics_of_operation(o.id)
              FROM matched m JOIN operations_operation o ON o.id = m."row" AND VISIBLE(o)
             WHERE m.kind = 'operation' AND search_is_told_of(o.id)
            UNION ALL
            SELECT m.kind, p.id, o.slug || '.' || p.slug, p.published_from,
                   coalesce(p."end", p.start), m.head, m.words, search_topics_of_operation(o.id)
              FROM matched m
              JOIN operations_phase p ON p.id = m."row" AND VISIBLE(p)
              JOIN operations_operation o ON o.id = p.operation_id AND VISIBLE(o)
             WHERE m.kind = 'phase' AND search_is_told_of(o.id)
            UNION ALL
            SELECT m.kind, x.id, x.slug, x.published_from, NULL, m.head, m.words,
                   search_topics_of_metric(x.id)
              FROM matched m JOIN operations_metric x ON x.id = m."row" AND VISIBLE(x)
             WHERE m.kind = 'metric'
               AND EXISTS (SELECT 1 FROM operations_observation n
                            WHERE n.metric_id = x.id AND VISIBLE(n))
            UNION ALL
            SELECT m.kind, g.id, g.slug, g.published_from, NULL, m.head, m.words, NULL
              FROM matched m JOIN operations_organisation g ON g.id = m."row" AND VISIBLE(g)
             WHERE m.kind = 'organisation'
        )
        SELECT d.kind, d.id, d.key, d.tier, d.rank, d.published_from, d.day, d.publisher_id,
               d.topic_ids
          FROM dated d
        UNION ALL
        SELECT o.kind, o.id, o.key, CASE WHEN o.head @@ query THEN 1 ELSE 2 END,
               -- A short name says more of itself with the same words than a long one.
               CASE WHEN o.head @@ query THEN ts_rank_cd(o.head, query, 2)
                    ELSE ts_rank_cd(o.words, query) END,
               o.published_from, o.day, NULL, o.topic_ids
          FROM others o
         WHERE publishers IS NULL AND (topics IS NULL OR o.topic_ids && topics)
           AND (since IS NULL OR o.day >= since) AND (until IS NULL OR o.day <= until)
    $$;
