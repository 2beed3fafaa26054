-- A new random code by which a pledge, complaint or proposal is followed.
CREATE OR REPLACE FUNCTION app.public_code() RETURNS text LANGUAGE sql VOLATILE
SET search_path = pg_catalog, public, pg_temp
AS $$
    -- 58 bits in letters that can't be confused when read aloud: at a thousand guesses a second
    -- against a million pledges, one is found in a decade (decision 0110).
    SELECT string_agg(substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', get_byte(b, i) % 30 + 1, 1), '')
    FROM gen_random_bytes(12) AS b, generate_series(0, 11) AS i
$$;
