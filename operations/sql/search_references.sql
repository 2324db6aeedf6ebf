-- People, topics, operations and their phases, metrics and organisations: few of each, however many
-- releases there are.

-- Those of whose words corrections in force have renewed some (releases.renewable) are looked at as
-- they read now. A topic, operation or metric of which nothing public tells has no page, and a
-- person neither. Only search_words may call this.
CREATE FUNCTION search_references(query tsquery, topics_seen bigint[]) RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    BEGIN
        RETURN QUERY
        WITH renewed AS MATERIALIZED (
            SELECT k.kind, t."row", to_tsvector('english', t.head) AS head,
                   search_weighted(t.head, t.body, t.rest) AS words
              FROM (SELECT CASE w."table" WHEN 'releases_topic' THEN 'topic'
                                WHEN 'operations_operation' THEN 'operation'
                                WHEN 'operations_phase' THEN 'phase'
                                WHEN 'operations_metric' THEN 'metric'
                                WHEN 'operations_organisation' THEN 'organisation' END AS kind,
                           array_agg(DISTINCT w."row") AS rows
                      FROM releases_wording w WHERE VISIBLE(w) GROUP BY 1) k
             CROSS JOIN LATERAL search_texts(k.kind, k.rows, true) t
        ), matched AS MATERIALIZED (
            SELECT w.kind, w."row", w.head @@ query AS is_named,
                   -- A short name says more of itself with the same words than a long one.
                   CASE WHEN w.head @@ query THEN ts_rank_cd(w.head, query, 2)
                        ELSE ts_rank_cd(w.words, query) END AS rank
              FROM (SELECT d.kind, d."row", d.head, d.words FROM operations_searchwords d
                     WHERE d.kind NOT IN ('release', 'quotation') AND d.words @@ query
                       AND NOT EXISTS (SELECT 1 FROM renewed r
                                        WHERE r.kind = d.kind AND r."row" = d."row")
                    UNION ALL
                    SELECT r.kind, r."row", r.head, r.words FROM renewed r
                     WHERE r.words @@ query) w
        ), found AS (
            SELECT m.kind, s.id, s.slug::text AS key, m.is_named, m.rank, s.published_from,
                   NULL::date AS day, NULL::bigint[] AS topic_ids
              FROM matched m JOIN releases_speaker s ON s.id = m."row" AND VISIBLE(s)
             WHERE m.kind = 'person'
               AND EXISTS (SELECT 1 FROM releases_quotation q
                            WHERE q.speaker_id = s.id AND VISIBLE(q))
            UNION ALL
            SELECT m.kind, t.id, t.slug, m.is_named, m.rank, t.published_from, NULL, ARRAY[t.id]
              FROM matched m JOIN releases_topic t ON t.id = m."row" AND VISIBLE(t)
             WHERE m.kind = 'topic'
               AND EXISTS (SELECT 1 FROM releases_release_topics l
                             JOIN releases_edition e ON e.release_id = l.release_id AND VISIBLE(e)
                            WHERE l.topic_id = t.id)
            UNION ALL
            SELECT m.kind, CASE m.kind WHEN 'phase' THEN p.id ELSE o.id END,
                   CASE m.kind WHEN 'phase' THEN o.slug || '.' || p.slug ELSE o.slug END,
                   m.is_named, m.rank,
                   CASE m.kind WHEN 'phase' THEN p.published_from ELSE o.published_from END,
                   coalesce(p."end", p.start),
                   ARRAY(SELECT l.topic_id FROM operations_operation_topics l
                          WHERE l.operation_id = o.id AND l.topic_id = ANY (topics_seen))
              FROM matched m
              LEFT JOIN operations_phase p ON m.kind = 'phase' AND p.id = m."row" AND VISIBLE(p)
              JOIN operations_operation o
                ON o.id = CASE m.kind WHEN 'phase' THEN p.operation_id ELSE m."row" END
               AND VISIBLE(o)
             WHERE m.kind IN ('operation', 'phase')
               AND (EXISTS (SELECT 1 FROM operations_operation_releases l
                              JOIN releases_edition e ON e.release_id = l.release_id AND VISIBLE(e)
                             WHERE l.operation_id = o.id)
                    OR EXISTS (SELECT 1 FROM operations_observation n
                                WHERE n.operation_id = o.id AND VISIBLE(n)))
            UNION ALL
            SELECT m.kind, x.id, x.slug, m.is_named, m.rank, x.published_from, NULL,
                   ARRAY(SELECT l.topic_id FROM operations_metric_topics l
                          WHERE l.metric_id = x.id AND l.topic_id = ANY (topics_seen))
              FROM matched m JOIN operations_metric x ON x.id = m."row" AND VISIBLE(x)
             WHERE m.kind = 'metric'
               AND (SELECT true FROM operations_observation n
                     WHERE n.metric_id = x.id AND VISIBLE(n) LIMIT 1)
            UNION ALL
            SELECT m.kind, g.id, g.slug, m.is_named, m.rank, g.published_from, NULL, NULL
              FROM matched m JOIN operations_organisation g ON g.id = m."row" AND VISIBLE(g)
             WHERE m.kind = 'organisation'
        )
        SELECT f.kind, f.id, f.key, CASE WHEN f.is_named THEN 1 ELSE 2 END, f.rank,
               f.published_from, f.day, NULL::bigint, f.topic_ids
          FROM found f;
    END
    $$;

-- Which metrics, categories, organisations, operations and phases have each of these words in
-- their names; ``place`` is that of the words in the list, from 1.
CREATE FUNCTION search_names(terms tsquery[])
    RETURNS TABLE (place bigint, field text, id bigint, name text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    BEGIN
        RETURN QUERY
        WITH matched AS MATERIALIZED (
            SELECT t.place, d.kind, d."row"
              FROM unnest(terms) WITH ORDINALITY t(term, place)
              JOIN operations_searchwords d
                ON d.head @@ t.term AND d.kind NOT IN ('release', 'quotation')
        )
        SELECT m.place, m.kind, x.id, x.name::text FROM matched m
          JOIN operations_metric x ON x.id = m."row" AND VISIBLE(x) WHERE m.kind = 'metric'
        UNION ALL
        SELECT m.place, m.kind, c.id, c.name FROM matched m
          JOIN operations_category c ON c.id = m."row" AND VISIBLE(c) WHERE m.kind = 'category'
        UNION ALL
        SELECT m.place, m.kind, g.id, g.name FROM matched m
          JOIN operations_organisation g ON g.id = m."row" AND VISIBLE(g)
         WHERE m.kind = 'organisation'
        UNION ALL
        SELECT m.place, m.kind, o.id, o.name FROM matched m
          JOIN operations_operation o ON o.id = m."row" AND VISIBLE(o) WHERE m.kind = 'operation'
        UNION ALL
        SELECT m.place, m.kind, p.id, p.name FROM matched m
          JOIN operations_phase p ON p.id = m."row" AND VISIBLE(p)
          JOIN operations_operation o ON o.id = p.operation_id AND VISIBLE(o)
         WHERE m.kind = 'phase';
    END
    $$;
