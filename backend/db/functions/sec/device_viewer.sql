-- Who acts with a phone; no row if it is unknown, or its time is over. A shift that is over is still known
-- for 14 days, so that what was written before can be left to the office.
CREATE OR REPLACE FUNCTION sec.device_viewer(token_hash bytea) RETURNS TABLE (actor text, actor_id bigint,
    organisation_id bigint, kind text, locale text, organisation text, label text, ends_at timestamptz,
    is_over boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT 'SHIFT', s.id, o.id, o.kind, 'id', o.name, s.label, least(s.revoked_at, s.ends_at),
           NOT app.shift_is_on(s.id)
    FROM app.device d
    JOIN app.shift s ON s.id = d.shift_id
    JOIN app.organisation o ON o.id = s.executor_id
    WHERE d.token_hash = device_viewer.token_hash
      AND least(s.revoked_at, s.ends_at) > clock_timestamp() - interval '14 days'
    UNION ALL
    SELECT 'PERSON', p.id, o.id, o.kind, p.locale, o.name, coalesce(nullif(p.name, ''), p.email), d.ends_at,
           false
    FROM app.device d
    JOIN app.person p ON p.id = d.person_id
    JOIN app.organisation o ON o.id = d.executor_id
    JOIN app.membership m ON m.person_id = p.id AND m.organisation_id = o.id AND m.role = 'FIELD'
        AND (m.ends_on IS NULL OR m.ends_on >= app.today())
    WHERE d.token_hash = device_viewer.token_hash AND d.ends_at > clock_timestamp()
$$;
