-- Figures that a search finds: by the names of what they are of, by the words that state them, and
-- by their value. A million are never ranked: each function takes the newest few by an index of
-- the table's own.

-- The newest figures of what is named: of any of the metrics and of any of the organisations, and
-- so on; NULL names nothing. Where many rows are named, only the newest of each are looked at, so
-- that the work stays the same.
CREATE FUNCTION search_figures_named(
        metrics bigint[], categories bigint[], organisations bigint[], operations bigint[],
        phases bigint[], topics bigint[], publishers bigint[], since date, until date, most integer)
    RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        seen bigint[] := search_topics_seen();
        -- Found by what is rarest as a rule; the others narrow that.
        rarest bigint[] := coalesce(phases, operations, categories, organisations, metrics);
        of_each integer := greatest(5, least(most, 10 * most / greatest(1, cardinality(rarest))));
    BEGIN
        IF phases IS NOT NULL THEN
            RETURN QUERY SELECT * FROM search_figures_of_phase(
                phases, metrics, categories, organisations, operations, NULL, topics, publishers,
                since, until, of_each, most, seen);
        ELSIF operations IS NOT NULL THEN
            RETURN QUERY SELECT * FROM search_figures_of_operation(
                operations, metrics, categories, organisations, NULL, NULL, topics, publishers,
                since, until, of_each, most, seen);
        ELSIF categories IS NOT NULL THEN
            RETURN QUERY SELECT * FROM search_figures_of_category(
                categories, metrics, NULL, organisations, NULL, NULL, topics, publishers,
                since, until, of_each, most, seen);
        ELSIF cardinality(metrics) * cardinality(organisations) <= 12 THEN
            RETURN QUERY SELECT * FROM search_figures_of_metric_and_organisation(
                metrics, NULL, NULL, organisations, NULL, NULL, topics, publishers,
                since, until, most, most, seen);
        ELSIF organisations IS NOT NULL THEN
            RETURN QUERY SELECT * FROM search_figures_of_organisation(
                organisations, metrics, NULL, NULL, NULL, NULL, topics, publishers,
                since, until, of_each, most, seen);
        ELSIF metrics IS NOT NULL THEN
            RETURN QUERY SELECT * FROM search_figures_of_metric(
                metrics, NULL, NULL, NULL, NULL, NULL, topics, publishers,
                since, until, of_each, most, seen);
        END IF;
    END
    $$;

-- The newest figures that are stated in such words. Words that more than ``at_most`` figures have
-- say too little, and find none: sorting them all would take as long as there are figures.
CREATE FUNCTION search_figures_stating(
        query tsquery, topics bigint[], publishers bigint[], since date, until date, most integer,
        at_most integer)
    RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        topics_seen bigint[] := search_topics_seen();
    BEGIN
        RETURN QUERY
        WITH stated AS MATERIALIZED (
            SELECT v.observation_id AS id FROM operations_evidence v
             WHERE to_tsvector('english', v.words) @@ query AND VISIBLE(v)
             LIMIT at_most + 1
        ), few AS (
            SELECT DISTINCT s.id FROM stated s WHERE (SELECT count(*) FROM stated) <= at_most
        )
        SELECT 'figure', o.id, o.figure_id::text, 2, 0::real, o.published_from,
               coalesce(o.period_end, o.period_start), r.publisher_id,
               ARRAY(SELECT l.topic_id FROM operations_metric_topics l
                      WHERE l.metric_id = o.metric_id AND l.topic_id = ANY (topics_seen))
          FROM few
          JOIN operations_observation o ON o.id = few.id AND VISIBLE(o)
          JOIN operations_metric x ON x.id = o.metric_id AND VISIBLE(x)
          JOIN releases_edition e
            ON e.id = o.edition_id AND e.published_from <= (SELECT visible_at())
          JOIN releases_release r ON r.id = o.release_id AND VISIBLE(r)
          JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
         WHERE (publishers IS NULL OR r.publisher_id = ANY (publishers))
           AND (since IS NULL OR coalesce(o.period_end, o.period_start) >= since)
           AND (until IS NULL OR coalesce(o.period_end, o.period_start) <= until)
           AND (topics IS NULL OR EXISTS (
                SELECT 1 FROM operations_metric_topics l WHERE l.metric_id = o.metric_id
                   AND l.topic_id = ANY (topics) AND l.topic_id = ANY (topics_seen)))
         ORDER BY o.period_end DESC NULLS LAST, o.figure_id
         LIMIT most;
    END
    $$;

-- Figures of these values, each in its unit ('' is any), those hedged like ``hedge`` first.
-- ``rest`` are other words that must be in the figure's names or in the words that state it. Of
-- each metric no more than ``of_each`` are looked at: many weeks have seven arrests.
CREATE FUNCTION search_figures_worth(
        amounts numeric[], units text[], hedge text, rest tsquery, topics bigint[],
        publishers bigint[], since date, until date, most integer, of_each integer)
    RETURNS SETOF search_hit
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
    AS $$
    DECLARE
        topics_seen bigint[] := search_topics_seen();
    BEGIN
        RETURN QUERY
        WITH worth AS MATERIALIZED (
            SELECT n.*, x.name AS metric, x.counted
              FROM unnest(amounts, units) w(amount, unit)
              JOIN operations_metric x ON (w.unit = '' OR x.unit = w.unit) AND VISIBLE(x)
             CROSS JOIN LATERAL (
                SELECT o.id, o.figure_id, o.metric_id, o.category_id, o.organisation_id,
                       o.operation_id, o.phase_id, o.qualifier, o.published_from, o.period_end,
                       coalesce(o.period_end, o.period_start) AS day, r.publisher_id
                  FROM operations_observation o
                  JOIN releases_edition e
                    ON e.id = o.edition_id AND e.published_from <= (SELECT visible_at())
                  JOIN releases_release r ON r.id = o.release_id AND VISIBLE(r)
                  JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
                 WHERE o.metric_id = x.id AND o.value = w.amount AND VISIBLE(o)
                   AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
                   AND (since IS NULL OR coalesce(o.period_end, o.period_start) >= since)
                   AND (until IS NULL OR coalesce(o.period_end, o.period_start) <= until)
                 ORDER BY o.figure_id
                 LIMIT of_each) n
             WHERE topics IS NULL OR EXISTS (
                SELECT 1 FROM operations_metric_topics l WHERE l.metric_id = x.id
                   AND l.topic_id = ANY (topics) AND l.topic_id = ANY (topics_seen))
        ), newest AS MATERIALIZED (
            SELECT * FROM worth w
             ORDER BY (w.qualifier = hedge) DESC, w.period_end DESC NULLS LAST, w.figure_id
             LIMIT most
        )
        SELECT 'figure', w.id, w.figure_id::text, 0,
               CASE WHEN w.qualifier = hedge THEN 1 ELSE 0 END::real, w.published_from, w.day,
               w.publisher_id, ARRAY(SELECT l.topic_id FROM operations_metric_topics l
                      WHERE l.metric_id = w.metric_id AND l.topic_id = ANY (topics_seen))
          FROM newest w
          LEFT JOIN operations_category c ON c.id = w.category_id AND VISIBLE(c)
          LEFT JOIN operations_organisation g ON g.id = w.organisation_id AND VISIBLE(g)
          LEFT JOIN operations_operation u ON u.id = w.operation_id AND VISIBLE(u)
          LEFT JOIN operations_phase h ON h.id = w.phase_id AND VISIBLE(h)
         WHERE rest IS NULL OR to_tsvector('english', concat_ws(' ',
                w.metric, w.counted, c.name, g.name, u.name, h.name,
                (SELECT string_agg(v.words, ' ') FROM operations_evidence v
                  WHERE v.observation_id = w.id AND VISIBLE(v)))) @@ rest;
    END
    $$;
