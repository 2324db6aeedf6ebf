-- What the policies don't show: versions that were public and are no longer in force. Each function
-- runs with the owner's eyes and the policies' own clock, visible_at(), and tells no more than the
-- pages that ask. An end that is planned but has not come is never told.

DROP FUNCTION figure_versions(text);

-- Every version of these figures that was ever in force, the newest first; or only of those among
-- them that have more than one. A version whose end has not come has no end here.
CREATE FUNCTION figure_versions(wanted text[], changed_only boolean)
    RETURNS TABLE (
        id bigint, figure_id varchar, edition_id bigint, release_id bigint, metric_id bigint,
        category_id bigint, organisation_id bigint, area varchar, operation_id bigint,
        phase_id bigint, period_kind varchar, period_start date, period_end date, value numeric,
        qualifier varchar, status varchar, coverage varchar, is_partial boolean, note text,
        "position" smallint, published_from timestamptz, recorded_at timestamptz,
        ended_at timestamptz, stated_words text, edition_number smallint, change_kind varchar,
        change_note text
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT o.id, o.figure_id, o.edition_id, o.release_id, o.metric_id, o.category_id,
               o.organisation_id, o.area, o.operation_id, o.phase_id, o.period_kind,
               o.period_start, o.period_end, o.value, o.qualifier, o.status, o.coverage,
               o.is_partial, o.note, o.position, o.published_from, o.recorded_at,
               CASE WHEN o.published_until <= seen.at THEN o.published_until END,
               coalesce((SELECT v.words FROM operations_evidence v
                          WHERE v.observation_id = o.id AND v.published_from <= seen.at
                          ORDER BY v.id LIMIT 1), ''),
               e.number, e.change_kind, e.change_note
          FROM (SELECT visible_at() AS at) seen
          JOIN operations_observation o ON o.published_from <= seen.at
          JOIN releases_edition e ON e.id = o.edition_id AND e.published_from <= seen.at
         WHERE o.figure_id = ANY (
                   CASE WHEN changed_only THEN
                       ARRAY(SELECT several.figure_id FROM operations_observation several
                              WHERE several.figure_id = ANY (wanted)
                                AND several.published_from <= (SELECT visible_at())
                              GROUP BY several.figure_id HAVING count(*) > 1)
                   ELSE wanted END)
         ORDER BY o.figure_id, o.published_from DESC
    $$;

-- The figures that these editions state; of an edition that is not public yet, none.
CREATE FUNCTION figures_stated_in(editions bigint[]) RETURNS SETOF varchar
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT o.figure_id FROM operations_observation o
         WHERE o.edition_id = ANY (editions) AND o.published_from <= (SELECT visible_at())
    $$;

-- Every edition of a release that was ever in force, the newest first.
CREATE FUNCTION edition_versions(wanted_release bigint)
    RETURNS TABLE (
        edition_id bigint, number smallint, title varchar, change_kind varchar, change_note text,
        published_from timestamptz, recorded_at timestamptz, ended_at timestamptz
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT e.id, e.number, e.title, e.change_kind, e.change_note, e.published_from,
               e.recorded_at,
               CASE WHEN e.published_until <= (SELECT visible_at()) THEN e.published_until END
          FROM releases_edition e
         WHERE e.release_id = wanted_release AND e.published_from <= (SELECT visible_at())
         ORDER BY e.number DESC
    $$;

-- The register: every edition after a release's first, whether or not a later one took its place,
-- and every withdrawal. A withdrawn release has no dated edition left, so it is told of once. Its
-- notice stands at every instant at which the release did; here it counts from when it was made.
CREATE FUNCTION public_changes()
    RETURNS TABLE (
        key text, kind varchar, edition_id bigint, number smallint, slug varchar, title varchar,
        reason text, published_from timestamptz, recorded_at timestamptz, publisher_id bigint,
        topic_ids bigint[]
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH changes AS (
            SELECT 'edition ' || e.id AS key,
                   coalesce(nullif(e.change_kind, ''), 'correction') AS kind, e.id AS edition_id,
                   e.number, e.title, e.change_note AS reason, e.published_from, e.recorded_at,
                   e.release_id
              FROM releases_edition e
             WHERE e.number > 1 AND e.published_from <= (SELECT visible_at())
            UNION ALL
            SELECT 'withdrawal ' || w.id, 'withdrawal', NULL, NULL, w.title, w.reason,
                   w.recorded_at, NULL, w.release_id
              FROM releases_withdrawal w
             WHERE w.recorded_at <= (SELECT visible_at())
        )
        SELECT c.key, c.kind, c.edition_id, c.number, r.slug, c.title, c.reason, c.published_from,
               c.recorded_at, r.publisher_id,
               ARRAY(SELECT t.topic_id FROM releases_release_topics t WHERE t.release_id = r.id)
          FROM changes c
          JOIN releases_release r ON r.id = c.release_id
    $$;

-- With the asker's own rights: it holds nothing but what the function tells them.
CREATE VIEW operations_publicchange WITH (security_invoker = true) AS
    SELECT * FROM public_changes();
