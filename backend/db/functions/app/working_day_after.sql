-- The day that is so many working days (Monday to Friday) after another one.
CREATE OR REPLACE FUNCTION app.working_day_after(day date, days int) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT later::date FROM generate_series(day + 1, day + 2 * days + 2, '1 day') AS later
    WHERE extract(isodow FROM later) < 6 ORDER BY later OFFSET days - 1 LIMIT 1
$$;
