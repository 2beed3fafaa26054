-- Whether this installation is a demo.
CREATE OR REPLACE FUNCTION app.is_demo() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT demo FROM pub.clock $$;
