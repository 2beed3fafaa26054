-- Somebody asks for a link to an address. Source: the network address they ask from.
-- Returns SENT, ADDRESS_LIMITED (5 an hour) or SOURCE_LIMITED (100 an hour); whether a person
-- of that address exists makes no difference. An invitation's token travels along in the mail.
CREATE OR REPLACE FUNCTION sec.link_request(address text, source text, invitation text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    token text := sec.new_token();
    until timestamptz;
BEGIN
    IF NOT sec.count_attempt('LINK_SOURCE', source, 100) THEN
        RETURN 'SOURCE_LIMITED';
    END IF;
    IF NOT sec.count_attempt('LINK_ADDRESS', address, 5) THEN
        RETURN 'ADDRESS_LIMITED';
    END IF;
    INSERT INTO sec.mail_link (hash, email)
    VALUES (sha256(convert_to(token, 'UTF8')), address) RETURNING expires_at INTO until;
    INSERT INTO app.mail (recipient, template, facts, expires_at)
    VALUES (address, 'SIGN_IN',
            jsonb_strip_nulls(jsonb_build_object('token', token, 'invitation', invitation)), until);
    RETURN 'SENT';
END $$;
