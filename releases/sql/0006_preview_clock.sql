-- The instant that the public sees: the transaction's site.as_at, or now(); never later than now().
-- Staff's login alone may look ahead, and only inside a preview, which can't be committed.
CREATE OR REPLACE FUNCTION visible_at() RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT CASE
            WHEN session_user = '{staff}' AND current_setting('site.preview', true) = 'on'
            THEN current_setting('site.as_at')::timestamptz
            ELSE least(
                coalesce(nullif(current_setting('site.as_at', true), '')::timestamptz, now()),
                now())
        END
    $$;
