-- Which figures of two releases can't both be true. The rule is that of operations/conflicts.py,
-- in the database's words; tests/operations/test_conflicts_page.py holds the two equal.

-- What a hedge means: releases.quantities.interval.
CREATE FUNCTION figure_interval(value numeric, qualifier text) RETURNS numrange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN qualifier IN ('at_least', 'more_than') THEN numrange(value, NULL, '[]')
        WHEN qualifier IN ('less_than', 'up_to')
            THEN numrange(CASE WHEN value >= 0 THEN 0 END, value, '[]')
        WHEN qualifier = 'about'
            THEN numrange(value - abs(value) * 0.05, value + abs(value) * 0.05, '[]')
        WHEN qualifier = 'almost' THEN numrange(value - abs(value) * 0.05, value, '[]')
        ELSE numrange(value, value, '[]')
    END;

-- An edition's figures no longer change from when it is dated, so its pairs are looked for then,
-- among drafts too: whichever of two is dated last looks again, and of two that are dated at the
-- same time each finds the other's draft. A pair with a draft is hidden as the draft is.
-- Figures of organisations, those of none and those without their last day are looked for one after
-- the other, each by what an index has: the time then grows with the edition and not with the site.
CREATE FUNCTION look_for_conflicts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    BEGIN
        DELETE FROM operations_conflict c USING operations_observation a
            WHERE a.edition_id = NEW.id AND a.id IN (c.one_id, c.other_id);
        INSERT INTO operations_conflict (one_id, other_id)
        WITH same AS (
            SELECT a.id AS a, b.id AS b
            FROM operations_observation a
            JOIN operations_observation b
                ON b.metric_id = a.metric_id AND b.organisation_id = a.organisation_id
                AND b.period_end = a.period_end
            WHERE a.edition_id = NEW.id AND b.release_id <> a.release_id AND b.value <> a.value
            UNION ALL
            SELECT a.id, b.id
            FROM operations_observation a
            JOIN operations_observation b
                ON b.metric_id = a.metric_id AND b.organisation_id IS NULL
                AND b.period_end = a.period_end
            WHERE a.edition_id = NEW.id AND a.organisation_id IS NULL
                AND b.release_id <> a.release_id AND b.value <> a.value
            UNION ALL
            SELECT a.id, b.id
            FROM operations_observation a
            JOIN operations_observation b
                ON b.metric_id = a.metric_id AND b.period_start = a.period_start
                AND b.period_end IS NULL
            WHERE a.edition_id = NEW.id AND a.period_end IS NULL
                AND b.release_id <> a.release_id AND b.value <> a.value
        )
        SELECT least(a.id, b.id), greatest(a.id, b.id)
        FROM same
        JOIN operations_observation a ON a.id = same.a
        JOIN operations_observation b ON b.id = same.b
        WHERE a.period_start IS NOT DISTINCT FROM b.period_start
            AND a.period_kind = b.period_kind AND a.period_kind <> 'running_total'
            AND a.category_id IS NOT DISTINCT FROM b.category_id
            AND a.organisation_id IS NOT DISTINCT FROM b.organisation_id
            AND a.operation_id IS NOT DISTINCT FROM b.operation_id
            AND a.area = b.area AND a.coverage = b.coverage
            AND NOT a.is_partial AND NOT b.is_partial
            AND a.revises <> b.figure_id AND b.revises <> a.figure_id
            AND NOT figure_interval(a.value, a.qualifier) && figure_interval(b.value, b.qualifier)
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END
    $$;

CREATE TRIGGER look_for_conflicts AFTER UPDATE OF published_from ON releases_edition
    FOR EACH ROW WHEN (OLD.published_from IS NULL AND NEW.published_from IS NOT NULL)
    EXECUTE FUNCTION look_for_conflicts();
