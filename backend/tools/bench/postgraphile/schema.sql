-- What PostGraphile needs for the same fields as our own schema: functions for fields that are not
-- columns, and relations without a foreign key. Written into a copy that is dropped.

CREATE FUNCTION pub.units_near(latitude float8, longitude float8, radius_metres int, wanted int)
RETURNS SETOF pub.unit LANGUAGE sql STABLE AS $$
    WITH place AS (
        SELECT st_setsrid(st_makepoint(longitude, latitude), 4326)::geography AS here
    ), around AS (
        SELECT b.unit_id FROM pub.unit_boundary b, place
        WHERE st_covers(b.boundary, place.here::geometry)
    ), near AS (
        SELECT unit_id, 0.0::float8 AS metres FROM around
        UNION ALL
        SELECT * FROM (
            SELECT u.id, st_distance(u.point, p.here) AS metres
            FROM pub.unit u, place p
            WHERE u.point && _st_expand(p.here, radius_metres)
              AND u.id NOT IN (SELECT unit_id FROM around)
            ORDER BY u.point <-> p.here LIMIT wanted) walk
        WHERE metres <= radius_metres
    )
    SELECT u.* FROM near JOIN pub.unit u ON u.id = near.unit_id
    ORDER BY near.metres, u.id LIMIT wanted
$$;

CREATE FUNCTION pub.unit_distance_metres(unit pub.unit, latitude float8, longitude float8)
RETURNS int LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM pub.unit_boundary b
                     WHERE b.unit_id = unit.id
                       AND st_covers(b.boundary,
                                     st_setsrid(st_makepoint(longitude, latitude), 4326)))
        THEN 0
        ELSE round(st_distance(
            unit.point, st_setsrid(st_makepoint(longitude, latitude), 4326)::geography))::int END
$$;

CREATE FUNCTION pub.unit_open_needs(unit pub.unit) RETURNS SETOF pub.need LANGUAGE sql STABLE AS $$
    SELECT n.* FROM pub.need n JOIN pub.phase p ON p.id = n.phase_id
    WHERE n.unit_id = unit.id AND n.state = 'published' AND app.today() <= p.ends_on
    ORDER BY n.phase_id, n.package_id
$$;

CREATE FUNCTION pub.need_remaining(need pub.need) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT need.target - need.held - need.committed
$$;

CREATE FUNCTION app.pledge_held(pledge app.pledge) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(a.quantity), 0) FROM app.allocation a
    WHERE a.pledge_id = pledge.id AND a.state = 'held'
$$;

CREATE FUNCTION app.pledge_committed(pledge app.pledge) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(a.quantity), 0) FROM app.allocation a
    WHERE a.pledge_id = pledge.id AND a.state = 'committed'
$$;

CREATE FUNCTION app.pledge_line_unallocated(line app.pledge_line) RETURNS int
LANGUAGE sql STABLE AS $$ SELECT line.quantity - line.allocated $$;

GRANT EXECUTE ON FUNCTION pub.units_near, pub.unit_distance_metres, pub.unit_open_needs,
    pub.need_remaining, app.pledge_held, app.pledge_committed, app.pledge_line_unallocated
    TO ksbb_public, ksbb_tenant;

COMMENT ON TABLE app.allocation IS
    E'@foreignKey (pledge_id) references app.pledge (id)\n@foreignKey (unit_id) references pub.unit (id)';
COMMENT ON TABLE app.pledge IS '@foreignKey (executor_id) references pub.organisation (id)';
