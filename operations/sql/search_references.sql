-- What the functions of search ask of operations and metrics. Only they may call these.

-- Whether a release in force tells of an operation, or states a figure of it.
CREATE FUNCTION search_is_told_of(wanted bigint) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT EXISTS (SELECT 1 FROM operations_operation_releases l
                         JOIN releases_edition e ON e.release_id = l.release_id AND VISIBLE(e)
                        WHERE l.operation_id = wanted)
            OR EXISTS (SELECT 1 FROM operations_observation o
                        WHERE o.operation_id = wanted AND VISIBLE(o))
    $$;

CREATE FUNCTION search_topics_of_operation(wanted bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT ARRAY(SELECT t.id FROM operations_operation_topics l
                       JOIN releases_topic t ON t.id = l.topic_id AND VISIBLE(t)
                      WHERE l.operation_id = wanted)
    $$;

CREATE FUNCTION search_topics_of_metric(wanted bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SET search_path = public, pg_temp
    AS $$
        SELECT ARRAY(SELECT t.id FROM operations_metric_topics l
                       JOIN releases_topic t ON t.id = l.topic_id AND VISIBLE(t)
                      WHERE l.metric_id = wanted)
    $$;

-- Which metrics, categories, organisations, operations and phases have each of these words in
-- their names; ``place`` is that of the words in the list, from 1.
CREATE FUNCTION search_names(terms tsquery[])
    RETURNS TABLE (place bigint, field text, id bigint, name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
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
         WHERE m.kind = 'phase'
    $$;
