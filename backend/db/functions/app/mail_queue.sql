-- Queues a mail in the caller's transaction: it goes out if that commits.
CREATE OR REPLACE FUNCTION app.mail_queue(recipient text, template text, facts jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ INSERT INTO app.mail (recipient, template, facts) VALUES (recipient, template, facts) $$;
