-- What a membership allows: people of a suspended or rejected organisation still see it, but act no
-- more. Couriers see their own stops and nothing else, as before.
CREATE OR REPLACE FUNCTION sec.acting_role(role text, state text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT CASE WHEN state IN ('suspended', 'rejected') AND role IN ('OWNER', 'OPERATOR') THEN 'VIEWER' ELSE role END $$;
