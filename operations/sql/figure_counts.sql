-- How many figures share what lists are narrowed by, so that counting a million takes the time of
-- thousands. Kept by the database with every statement, and bound by the figures' own moments: the
-- public sees the count of what it sees, at any instant. Drafts are in none.
CREATE FUNCTION count_figures() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO operations_figurecount AS kept
                   (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                    published_from, published_until, figures)
            SELECT metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                   published_from, published_until, sum(figures)
              FROM (
                SELECT r.metric_id, r.category_id, r.organisation_id, r.area, r.operation_id, r.phase_id, r.period_kind, extract(year FROM coalesce(r.period_end, r.period_start))::smallint, r.qualifier, r.status,
                       r.published_from, r.published_until, 1
                  FROM new_rows r WHERE r.published_from IS NOT NULL
              ) rows (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until, figures)
             GROUP BY metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until
            HAVING sum(figures) <> 0
                ON CONFLICT (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                             published_from, published_until)
                DO UPDATE SET figures = kept.figures + excluded.figures;
        ELSIF TG_OP = 'UPDATE' THEN
            INSERT INTO operations_figurecount AS kept
                   (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                    published_from, published_until, figures)
            SELECT metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                   published_from, published_until, sum(figures)
              FROM (
                SELECT r.metric_id, r.category_id, r.organisation_id, r.area, r.operation_id, r.phase_id, r.period_kind, extract(year FROM coalesce(r.period_end, r.period_start))::smallint, r.qualifier, r.status,
                       r.published_from, r.published_until, 1
                  FROM new_rows r WHERE r.published_from IS NOT NULL
                UNION ALL
                SELECT r.metric_id, r.category_id, r.organisation_id, r.area, r.operation_id, r.phase_id, r.period_kind, extract(year FROM coalesce(r.period_end, r.period_start))::smallint, r.qualifier, r.status,
                       r.published_from, r.published_until, -1
                  FROM old_rows r WHERE r.published_from IS NOT NULL
              ) rows (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until, figures)
             GROUP BY metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until
            HAVING sum(figures) <> 0
                ON CONFLICT (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                             published_from, published_until)
                DO UPDATE SET figures = kept.figures + excluded.figures;
        ELSE
            INSERT INTO operations_figurecount AS kept
                   (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                    published_from, published_until, figures)
            SELECT metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                   published_from, published_until, sum(figures)
              FROM (
                SELECT r.metric_id, r.category_id, r.organisation_id, r.area, r.operation_id, r.phase_id, r.period_kind, extract(year FROM coalesce(r.period_end, r.period_start))::smallint, r.qualifier, r.status,
                       r.published_from, r.published_until, -1
                  FROM old_rows r WHERE r.published_from IS NOT NULL
              ) rows (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until, figures)
             GROUP BY metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                      published_from, published_until
            HAVING sum(figures) <> 0
                ON CONFLICT (metric_id, category_id, organisation_id, area, operation_id, phase_id, period_kind, year, qualifier, status,
                             published_from, published_until)
                DO UPDATE SET figures = kept.figures + excluded.figures;
        END IF;
        DELETE FROM operations_figurecount WHERE figures = 0;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION count_figures() FROM PUBLIC;

-- One statement of a figure at any instant, and all of them by one release. A constraint would do
-- the same for each row by itself, which takes longer than all else that dating a figure does.
-- Whoever dates figures of a release does so alone, so what is asked here is what will stand.
CREATE FUNCTION one_statement_of_a_figure() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    DECLARE
        offender text;
        of_other_release boolean;
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.published_from IS NOT NULL) THEN
            RETURN NULL;
        END IF;
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            RAISE EXCEPTION 'Figures are dated in READ COMMITTED, not in %.',
                current_setting('transaction_isolation') USING ERRCODE = 'restrict_violation';
        END IF;
        PERFORM 1 FROM releases_release r
         WHERE r.id IN (SELECT n.release_id FROM new_rows n WHERE n.published_from IS NOT NULL)
         ORDER BY r.id FOR NO KEY UPDATE;
        SELECT min(n.figure_id), bool_or(o.release_id <> n.release_id)
          INTO offender, of_other_release
          FROM new_rows n
          JOIN operations_observation o ON o.figure_id = n.figure_id AND o.id <> n.id
         WHERE n.published_from IS NOT NULL AND o.published_from IS NOT NULL
           AND (o.release_id <> n.release_id
                OR tstzrange(n.published_from, n.published_until)
                   && tstzrange(o.published_from, o.published_until));
        IF of_other_release THEN
            RAISE EXCEPTION 'Figure % is another release''s.', offender
                USING ERRCODE = 'exclusion_violation';
        ELSIF offender IS NOT NULL THEN
            RAISE EXCEPTION 'Figure % would be stated twice at one instant.', offender
                USING ERRCODE = 'exclusion_violation',
                      CONSTRAINT = 'one_statement_of_a_figure_at_any_instant';
        END IF;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION one_statement_of_a_figure() FROM PUBLIC;

-- When an edition that gains, loses or changes its moment is committed, all of its figures and their
-- words have the same: one act moves them in place, and none may be left to come out at the old one.
CREATE FUNCTION guard_dated_figures() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM releases_edition e
              JOIN operations_observation o ON o.edition_id = e.id
             WHERE e.id = NEW.id AND o.published_from IS DISTINCT FROM e.published_from)
           OR EXISTS (
            SELECT 1 FROM releases_edition e
              JOIN operations_observation o ON o.edition_id = e.id
              JOIN operations_evidence v ON v.observation_id = o.id
             WHERE e.id = NEW.id AND v.published_from IS DISTINCT FROM e.published_from) THEN
            RAISE EXCEPTION 'Figures of edition % would not go public with it.', NEW.id
                USING HINT = 'Publish it by releases.publishing, which dates all of it.',
                      ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;
REVOKE ALL ON FUNCTION guard_dated_figures() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER dates_its_figures AFTER UPDATE ON releases_edition
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.published_from IS DISTINCT FROM OLD.published_from)
    EXECUTE FUNCTION guard_dated_figures();
