-- Every version of one figure that the public has seen by its instant, the newest first. The
-- policy shows only the version in force; this answers for the ones before it too, with the
-- owner's eyes and the policy's own clock, and with no more columns than the figure's page shows.
-- A version whose end is planned but has not come has no end here.
CREATE FUNCTION figure_versions(wanted text)
    RETURNS TABLE (
        value numeric, qualifier text, status text, coverage text, words text,
        edition_number smallint, change_note text,
        published_from timestamptz, recorded_at timestamptz, ended_at timestamptz
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT o.value, o.qualifier, o.status, o.coverage,
               coalesce((SELECT v.words FROM operations_evidence v
                          WHERE v.observation_id = o.id AND v.published_from <= visible_at()
                          ORDER BY v.id LIMIT 1), ''),
               e.number, e.change_note,
               o.published_from, o.recorded_at,
               CASE WHEN o.published_until <= visible_at() THEN o.published_until END
          FROM operations_observation o
          JOIN releases_edition e ON e.id = o.edition_id
         WHERE o.figure_id = wanted AND o.published_from <= visible_at()
         ORDER BY o.published_from DESC
    $$;
