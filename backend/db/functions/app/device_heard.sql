-- What a phone says of its queue, kept with the time. False if it is not a phone of the context.
CREATE OR REPLACE FUNCTION app.device_heard(token_hash bytea, sequence int, waiting int, refused int,
    arrived int, photos int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
#variable_conflict use_variable
BEGIN
    UPDATE app.device
    -- An answer that comes late does not take a later number back.
    SET sequence = greatest(device.sequence, sequence), waiting = waiting, refused = refused,
        arrived = greatest(device.arrived, arrived), photos = photos, heard_at = clock_timestamp()
    WHERE device.token_hash = token_hash
      AND (device.shift_id = sec.shift() OR device.person_id = sec.courier());
    RETURN FOUND;
END $$;
