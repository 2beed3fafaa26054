-- Whether a seal draws a delivery: the first 8 hexadecimal digits of the SHA-256 of `<seal in hexadecimal>:<stop>`,
-- as a number below 2^32, are below its chance (of a million).
CREATE OR REPLACE FUNCTION pub.sample_draws(seal bytea, stop bigint, chance int) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT ('x' || left(encode(sha256(convert_to(encode(seal, 'hex') || ':' || stop, 'UTF8')), 'hex'), 8))
               ::bit(32)::bigint
           < chance::bigint * 4294967296 / 1000000
$$;
