-- Figures of which the public has seen more than one version by its instant: those of which one has
-- ended. Found by an index of the ends alone, so that a file of a million figures asks for the
-- versions of the few that changed. An end that is planned but has not come is in no answer.
CREATE FUNCTION changed_figures() RETURNS SETOF varchar
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT DISTINCT o.figure_id FROM operations_observation o
         WHERE o.published_until <= (SELECT visible_at())
    $$;
