-- The unit of the slip that acts; else NULL. Which of its codes may still be used, app.slip_use says: a
-- slip that was printed again keeps the deliveries that it has confirmed.
CREATE OR REPLACE FUNCTION sec.slip_unit() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT unit_id FROM app.slip WHERE id = sec.slip() $$;
