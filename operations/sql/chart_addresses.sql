-- An address of a chart is never used again, and what was taken down or withdrawn never comes back
-- at it. What must hold is held here, since raw SQL passes by Django's own checks.

-- After the row is there, so that whoever waited for another transaction sees what it did.
CREATE FUNCTION refuse_former_address() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM operations_formeraddress f WHERE f.slug = NEW.slug) THEN
            RAISE EXCEPTION 'The address “%” led to a chart once, and is never used again.', NEW.slug
                USING HINT = 'Choose another.', ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

CREATE TRIGGER refuse_former_address AFTER INSERT OR UPDATE OF slug ON operations_chart
    FOR EACH ROW EXECUTE FUNCTION refuse_former_address();

-- Asked at the commit, when the chart has its new address.
CREATE FUNCTION refuse_address_in_use() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM operations_chart c WHERE c.slug = NEW.slug) THEN
            RAISE EXCEPTION 'The address “%” is a chart''s still, so it is no former one.', NEW.slug
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
    END
    $$;

CREATE CONSTRAINT TRIGGER refuse_address_in_use AFTER INSERT ON operations_formeraddress
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_address_in_use();

-- A chart that was public and is hidden now has left people with its address.
CREATE FUNCTION guard_gone_chart() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$
    DECLARE
        taken_down boolean := EXISTS (SELECT 1 FROM operations_gonechart g WHERE g.chart_id = OLD.id);
        withdrawn boolean := EXISTS (
            SELECT 1 FROM releases_withdrawal w, jsonb_array_elements(w.bounds) kept
             WHERE kept ->> 'table' = TG_TABLE_NAME AND (kept ->> 'row')::bigint = OLD.id
               AND (kept ->> 'from')::timestamptz <= w.recorded_at);
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF taken_down OR withdrawn THEN
                RAISE EXCEPTION 'What was public can''t be deleted (% %).', TG_TABLE_NAME, OLD.id
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN OLD;
        END IF;
        IF (taken_down OR withdrawn) AND NEW.slug IS DISTINCT FROM OLD.slug THEN
            RAISE EXCEPTION 'The address of % % was public, and says why it is gone.',
                TG_TABLE_NAME, OLD.id USING ERRCODE = 'restrict_violation';
        END IF;
        IF taken_down AND NEW.published_from IS NOT NULL THEN
            RAISE EXCEPTION 'The chart “%” was taken down, and stays down.', OLD.slug
                USING HINT = 'Make another, at an address of its own.',
                      ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END
    $$;

CREATE TRIGGER guard_gone BEFORE UPDATE OR DELETE ON operations_chart
    FOR EACH ROW WHEN (OLD.published_from IS NULL) EXECUTE FUNCTION guard_gone_chart();

-- The withdrawals for which a chart has nothing to show at the policies' own instant: of the release
-- that it came with, or of those that stated its figures. None where it shows something, where it
-- was never public by then, or where nothing of it was in force when the release was withdrawn. What
-- was to begin or to end only after that is not told. Of a chart that was taken down too, since the
-- title that it left states a finding of what is withdrawn.
CREATE FUNCTION withdrawals_of_chart(wanted text)
    RETURNS TABLE (
        slug varchar, title varchar, reason text, published_from timestamptz,
        recorded_at timestamptz
    )
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH chart AS (
            SELECT c.id, coalesce(c.published_from, g.published_from) AS published_from,
                   c.published_from IS NULL AND g.id IS NULL AS is_hidden
              FROM operations_chart c
              LEFT JOIN operations_gonechart g ON g.chart_id = c.id
             WHERE c.slug = wanted
                OR c.id = (SELECT f.chart_id FROM operations_formeraddress f
                            WHERE f.slug = wanted AND f.published_from <= visible_at())
        ), withdrawal AS (
            SELECT w.*, least(visible_at(), coalesce(w.recorded_at, w.published_from)) AS last_shown
              FROM releases_withdrawal w
             WHERE w.published_from <= visible_at()
               AND (w.published_until IS NULL OR w.published_until > visible_at())
        ), kept AS (
            SELECT w.id, one ->> 'table' AS "table", (one ->> 'row')::bigint AS "row"
              FROM withdrawal w, jsonb_array_elements(w.bounds) one
             WHERE (one ->> 'from')::timestamptz <= w.last_shown
               AND coalesce((one ->> 'until')::timestamptz > w.last_shown, true)
        ), plotted AS (
            SELECT o.id, o.published_from, o.published_until, c.published_from AS chart_from
              FROM chart c
              JOIN operations_chartline l ON l.chart_id = c.id
              JOIN operations_observation o ON o.metric_id = l.metric_id
             WHERE c.published_from <= visible_at()
               AND CASE WHEN cardinality(l.figure_ids) > 0 THEN o.figure_id = ANY (l.figure_ids)
                   ELSE (l.category_id IS NULL OR l.category_id = o.category_id)
                    AND (l.organisation_id IS NULL OR l.organisation_id = o.organisation_id)
                    AND (l.operation_id IS NULL OR l.operation_id = o.operation_id)
                    AND (l.phase_id IS NULL OR l.phase_id = o.phase_id)
                    AND (l.release_id IS NULL OR l.release_id = o.release_id)
                    AND (l.area = '' OR l.area = o.area)
                    AND (cardinality(l.period_kinds) = 0 OR o.period_kind = ANY (l.period_kinds))
                   END
        )
        SELECT w.slug, w.title, w.reason, w.published_from, w.recorded_at
          FROM withdrawal w
         WHERE EXISTS (
                   SELECT 1 FROM kept k JOIN chart c ON c.id = k."row"
                    WHERE k.id = w.id AND k."table" = 'operations_chart'
                      AND c.is_hidden)
            OR EXISTS (
                   SELECT 1 FROM kept k JOIN plotted p ON p.id = k."row"
                    WHERE k.id = w.id AND k."table" = 'operations_observation'
                      AND p.chart_from <= w.last_shown)
               AND NOT EXISTS (
                   SELECT 1 FROM plotted p
                    WHERE p.published_from <= visible_at()
                      AND (p.published_until IS NULL OR p.published_until > visible_at()))
         ORDER BY w.recorded_at, w.slug
    $$;
