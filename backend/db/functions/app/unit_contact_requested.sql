-- The contact that somebody asked for: for that person, within a day, while it is still kept. Else NULL.
CREATE OR REPLACE FUNCTION app.unit_contact_requested(request bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT jsonb_build_object('name', contact.name, 'role', contact.role, 'phone', contact.phone)
    FROM app.contact_request AS requested JOIN app.unit_contact AS contact ON contact.id = requested.contact_id
    WHERE requested.id = request AND requested.person_id = sec.person() AND contact.ended_on IS NULL
      AND requested.requested_at > clock_timestamp() - interval '1 day'
$$;
