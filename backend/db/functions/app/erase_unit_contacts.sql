-- Forgets contacts of units whose last phase ended more than thirty days ago. Returns how many.
CREATE OR REPLACE FUNCTION app.erase_unit_contacts(at_most int) RETURNS int LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE gone int;
BEGIN
    UPDATE app.unit_contact SET ended_on = app.today(), name = NULL, role = NULL, phone = NULL
    WHERE id IN (
        SELECT contact.id FROM app.unit_contact AS contact
        WHERE contact.ended_on IS NULL AND contact.since < app.today() - 30 AND NOT EXISTS (
            SELECT FROM pub.need JOIN pub.phase ON phase.id = need.phase_id
            WHERE need.unit_id = contact.unit_id AND phase.ends_on >= app.today() - 30)
        ORDER BY contact.id LIMIT at_most FOR NO KEY UPDATE SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
