-- The domain's day, in Jakarta.
CREATE OR REPLACE FUNCTION app.today() RETURNS date LANGUAGE sql VOLATILE
AS $$ SELECT (app.now() AT TIME ZONE 'Asia/Jakarta')::date $$;
