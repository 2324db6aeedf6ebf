-- The newest figures of each {field} of ``wanted``, no more than ``of_each`` of one; the other
-- conditions narrow that, NULL by nothing. Installed for each field that an index begins with.
CREATE FUNCTION search_figures_of_{field}(
        wanted bigint[], metrics bigint[], categories bigint[], organisations bigint[],
        operations bigint[], phases bigint[], topics bigint[], publishers bigint[], since date,
        until date, of_each integer, most integer, topics_seen bigint[])
    RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan {in_order}
    AS $$
    BEGIN
        RETURN QUERY
        SELECT 'figure', n.id, n.key, 1, 0::real, n.published_from, n.day, n.publisher_id,
               ARRAY(SELECT l.topic_id FROM operations_metric_topics l
                      WHERE l.metric_id = n.metric_id AND l.topic_id = ANY (topics_seen))
          FROM {each}
         CROSS JOIN LATERAL (
            SELECT f.id, f.figure_id::text AS key, f.published_from, f.period_end, f.metric_id,
                   coalesce(f.period_end, f.period_start) AS day, b.publisher_id
              FROM (
                SELECT o.*
                  FROM (SELECT * FROM operations_observation o WHERE {is_of} {fence}) o
                 WHERE VISIBLE(o)
                   AND (metrics IS NULL OR o.metric_id = ANY (metrics))
                   AND (categories IS NULL OR o.category_id = ANY (categories))
                   AND (organisations IS NULL OR o.organisation_id = ANY (organisations))
                   AND (operations IS NULL OR o.operation_id = ANY (operations))
                   AND (phases IS NULL OR o.phase_id = ANY (phases))
                   AND (since IS NULL OR coalesce(o.period_end, o.period_start) >= since)
                   AND (until IS NULL OR coalesce(o.period_end, o.period_start) <= until)
                 ORDER BY o.period_end DESC NULLS LAST, o.figure_id) f
             CROSS JOIN LATERAL (
                SELECT r.publisher_id
                  FROM operations_metric x
                  JOIN releases_edition e
                    ON e.id = f.edition_id AND e.published_from <= (SELECT visible_at())
                  JOIN releases_release r ON r.id = e.release_id AND VISIBLE(r)
                  JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
                 WHERE x.id = f.metric_id AND VISIBLE(x)
                   AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
                   AND (topics IS NULL OR EXISTS (
                        SELECT 1 FROM operations_metric_topics l WHERE l.metric_id = x.id
                           AND l.topic_id = ANY (topics) AND l.topic_id = ANY (topics_seen)))
                 LIMIT 1) b
             LIMIT of_each) n
         ORDER BY n.period_end DESC NULLS LAST, n.key
         LIMIT most;
    END
    $$;
