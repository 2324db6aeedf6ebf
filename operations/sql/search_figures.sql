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
        -- By what is rarest as a rule; the other conditions narrow what that finds. A few metrics
        -- of a few organisations are found one by one.
        is_pair boolean := coalesce(
            cardinality(metrics) * cardinality(organisations) <= 12, false);
        driver text := CASE WHEN phases IS NOT NULL THEN 'phase'
                            WHEN operations IS NOT NULL THEN 'operation'
                            WHEN categories IS NOT NULL THEN 'category'
                            WHEN organisations IS NOT NULL AND NOT is_pair THEN 'organisation'
                            ELSE 'metric' END;
        named text;
        of_each integer;
    BEGIN
        named := 'unnest($' || CASE driver WHEN 'phase' THEN 5 WHEN 'operation' THEN 4
                                           WHEN 'category' THEN 2 WHEN 'organisation' THEN 3
                                           ELSE 1 END || ') d(id)';
        of_each := greatest(5, least(most, 10 * most / greatest(1, CASE driver
            WHEN 'phase' THEN cardinality(phases) WHEN 'operation' THEN cardinality(operations)
            WHEN 'category' THEN cardinality(categories)
            WHEN 'organisation' THEN cardinality(organisations)
            ELSE cardinality(metrics) END)));
        IF driver = 'metric' AND is_pair THEN
            named := named || ' CROSS JOIN unnest($3) g(id)';
        END IF;
        RETURN QUERY EXECUTE format($query$
            SELECT 'figure'::text, n.id, n.key, 2, 0::real, n.published_from, n.day, n.publisher_id,
                   search_topics_of_metric(n.metric_id)
              FROM %1$s
             CROSS JOIN LATERAL (
                SELECT o.id, o.figure_id::text AS key, o.published_from,
                       coalesce(o.period_end, o.period_start) AS day, o.period_end, r.publisher_id,
                       o.metric_id
                  FROM operations_observation o
                  JOIN operations_metric x ON x.id = o.metric_id AND VISIBLE(x)
                  JOIN releases_edition e ON e.id = o.edition_id AND e.published_from <= visible_at()
                  JOIN releases_release r ON r.id = o.release_id AND VISIBLE(r)
                  JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
                 WHERE o.%2$s_id = d.id AND %3$s AND VISIBLE(o)
                   AND ($1 IS NULL OR o.metric_id = ANY ($1))
                   AND ($2 IS NULL OR o.category_id = ANY ($2))
                   AND ($3 IS NULL OR o.organisation_id = ANY ($3))
                   AND ($4 IS NULL OR o.operation_id = ANY ($4))
                   AND ($5 IS NULL OR o.phase_id = ANY ($5))
                   AND ($6 IS NULL OR search_topics_of_metric(o.metric_id) && $6)
                   AND ($7 IS NULL OR r.publisher_id = ANY ($7))
                   AND ($8 IS NULL OR coalesce(o.period_end, o.period_start) >= $8)
                   AND ($9 IS NULL OR coalesce(o.period_end, o.period_start) <= $9)
                 ORDER BY o.period_end DESC NULLS LAST, o.figure_id
                 LIMIT %4$s) n
             ORDER BY n.period_end DESC NULLS LAST, n.key LIMIT $10 $query$,
            named, driver,
            CASE WHEN driver = 'metric' AND is_pair THEN 'o.organisation_id = g.id' ELSE 'true' END,
            of_each)
            USING metrics, categories, organisations, operations, phases, topics, publishers, since,
                  until, most;
    END
    $$;

-- The newest figures that are stated in such words. Words that more than ``at_most`` figures have
-- say too little, and find none: sorting them all would take as long as there are figures.
CREATE FUNCTION search_figures_stating(
        query tsquery, topics bigint[], publishers bigint[], since date, until date, most integer,
        at_most integer)
    RETURNS SETOF search_hit
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH stated AS MATERIALIZED (
            SELECT v.observation_id AS id FROM operations_evidence v
             WHERE to_tsvector('english', v.words) @@ query AND VISIBLE(v)
             LIMIT at_most + 1
        ), few AS (
            SELECT DISTINCT s.id FROM stated s WHERE (SELECT count(*) FROM stated) <= at_most
        )
        SELECT 'figure', o.id, o.figure_id::text, 2, 0::real, o.published_from,
               coalesce(o.period_end, o.period_start), r.publisher_id,
               search_topics_of_metric(o.metric_id)
          FROM few
          JOIN operations_observation o ON o.id = few.id AND VISIBLE(o)
          JOIN operations_metric x ON x.id = o.metric_id AND VISIBLE(x)
          JOIN releases_edition e
            ON e.id = o.edition_id AND e.published_from <= (SELECT visible_at())
          JOIN releases_release r ON r.id = o.release_id AND VISIBLE(r)
          JOIN releases_publisher p ON p.id = r.publisher_id AND VISIBLE(p)
         WHERE (topics IS NULL OR search_topics_of_metric(o.metric_id) && topics)
           AND (publishers IS NULL OR r.publisher_id = ANY (publishers))
           AND (since IS NULL OR coalesce(o.period_end, o.period_start) >= since)
           AND (until IS NULL OR coalesce(o.period_end, o.period_start) <= until)
         ORDER BY o.period_end DESC NULLS LAST, o.figure_id
         LIMIT most
    $$;

-- Figures of these values, each in its unit ('' is any), those hedged like ``hedge`` first.
-- ``rest`` are other words that must be in the figure's names or in the words that state it. Of
-- each metric no more than ``of_each`` are looked at: many weeks have seven arrests.
CREATE FUNCTION search_figures_worth(
        amounts numeric[], units text[], hedge text, rest tsquery, topics bigint[],
        publishers bigint[], since date, until date, most integer, of_each integer)
    RETURNS SETOF search_hit
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
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
             WHERE topics IS NULL OR search_topics_of_metric(x.id) && topics
        ), newest AS MATERIALIZED (
            SELECT * FROM worth w
             ORDER BY (w.qualifier = hedge) DESC, w.period_end DESC NULLS LAST, w.figure_id
             LIMIT most
        )
        SELECT 'figure', w.id, w.figure_id::text, 0,
               CASE WHEN w.qualifier = hedge THEN 1 ELSE 0 END::real, w.published_from, w.day,
               w.publisher_id, search_topics_of_metric(w.metric_id)
          FROM newest w
          LEFT JOIN operations_category c ON c.id = w.category_id AND VISIBLE(c)
          LEFT JOIN operations_organisation g ON g.id = w.organisation_id AND VISIBLE(g)
          LEFT JOIN operations_operation u ON u.id = w.operation_id AND VISIBLE(u)
          LEFT JOIN operations_phase h ON h.id = w.phase_id AND VISIBLE(h)
         WHERE rest IS NULL OR to_tsvector('english', concat_ws(' ',
                w.metric, w.counted, c.name, g.name, u.name, h.name,
                (SELECT string_agg(v.words, ' ') FROM operations_evidence v
                  WHERE v.observation_id = w.id AND VISIBLE(v)))) @@ rest
    $$;
