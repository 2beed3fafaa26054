-- The domain's clock. In production it is real time; a demo shifts it.
CREATE OR REPLACE FUNCTION app.now() RETURNS timestamptz LANGUAGE sql VOLATILE
AS $$ SELECT clock_timestamp() + shift FROM pub.clock $$;
