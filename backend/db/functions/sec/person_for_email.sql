-- The person of an address, made if need be: its owner has just proved to read its mail.
CREATE OR REPLACE FUNCTION sec.person_for_email(address text) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    INSERT INTO app.person (email) VALUES (address) ON CONFLICT (email) DO NOTHING;
    SELECT id FROM app.person WHERE email = address
$$;
