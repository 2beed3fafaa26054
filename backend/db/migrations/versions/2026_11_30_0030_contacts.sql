-- Whom to call at a unit. Nobody reads name and number from the table: they are asked for with a purpose.
CREATE TABLE app.unit_contact (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    -- The kelurahan of the unit.
    area_id bigint NOT NULL REFERENCES pub.area (id),
    -- NULL once it has ended: then they are forgotten.
    name text CHECK (length(name) BETWEEN 1 AND 120),
    role text CHECK (length(role) BETWEEN 1 AND 80),
    phone text CHECK (phone ~ '^\+?[0-9]{8,15}$'),
    since date NOT NULL DEFAULT app.today(),
    ended_on date,
    created_by bigint NOT NULL,
    CHECK ((ended_on IS NULL) = (phone IS NOT NULL)),
    CHECK ((name IS NULL) = (phone IS NULL)),
    CHECK ((role IS NULL) = (phone IS NULL))
);
ALTER TABLE app.unit_contact OWNER TO ksbb_owner;
CREATE UNIQUE INDEX unit_contact_current ON app.unit_contact (unit_id) WHERE ended_on IS NULL;
CREATE INDEX unit_contact_area ON app.unit_contact (area_id, id);
ALTER TABLE app.unit_contact ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.unit_contact FORCE ROW LEVEL SECURITY;
CREATE POLICY pemprov_select ON app.unit_contact FOR SELECT TO ksbb_gov, ksbb_tenant
    USING ((SELECT sec.is_pemprov()));
CREATE POLICY officer_select ON app.unit_contact FOR SELECT TO ksbb_gov
    USING (area_id = ANY ((SELECT sec.areas())::bigint[]));
CREATE POLICY engine_select ON app.unit_contact FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.unit_contact FOR INSERT TO ksbb_engine WITH CHECK (true);
CREATE POLICY engine_update ON app.unit_contact FOR UPDATE TO ksbb_engine USING (true) WITH CHECK (true);
GRANT SELECT (id, unit_id, area_id, since, ended_on, created_by) ON app.unit_contact
    TO ksbb_gov, ksbb_tenant, ksbb_worker;
GRANT SELECT, INSERT, UPDATE (name, role, phone, ended_on) ON app.unit_contact TO ksbb_engine;

-- Who asked for a contact, and what for. Immutable.
CREATE TABLE app.contact_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES app.unit_contact (id),
    unit_id bigint NOT NULL REFERENCES pub.unit (id),
    organisation_id bigint NOT NULL REFERENCES app.organisation (id),
    person_id bigint NOT NULL REFERENCES app.person (id),
    purpose text NOT NULL CHECK (length(purpose) BETWEEN 1 AND 500),
    requested_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE app.contact_request OWNER TO ksbb_owner;
CREATE INDEX contact_request_organisation ON app.contact_request (organisation_id, id);
CREATE INDEX contact_request_person ON app.contact_request (person_id, id);
CREATE INDEX contact_request_unit ON app.contact_request (unit_id, id);
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON app.contact_request
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON app.contact_request
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
ALTER TABLE app.contact_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.contact_request FORCE ROW LEVEL SECURITY;
CREATE POLICY own_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant
    USING (organisation_id = (SELECT sec.tenant()));
CREATE POLICY requester_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant
    USING (person_id = (SELECT sec.person()));
CREATE POLICY pemprov_select ON app.contact_request FOR SELECT TO ksbb_gov, ksbb_tenant
    USING ((SELECT sec.is_pemprov()));
CREATE POLICY engine_select ON app.contact_request FOR SELECT TO ksbb_engine, ksbb_worker USING (true);
CREATE POLICY engine_insert ON app.contact_request FOR INSERT TO ksbb_engine WITH CHECK (true);
GRANT SELECT ON app.contact_request TO ksbb_gov, ksbb_tenant, ksbb_worker;
GRANT SELECT, INSERT ON app.contact_request TO ksbb_engine;

CREATE FUNCTION app.unit_contact_set(unit bigint, name text, role text, phone text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.unit_contact_set OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.unit_contact_set TO ksbb_gov;

CREATE FUNCTION app.unit_contact_end(this bigint) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.unit_contact_end OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.unit_contact_end TO ksbb_gov;

CREATE FUNCTION app.unit_contact_request(unit bigint, purpose text) RETURNS bigint
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.unit_contact_request OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.unit_contact_request TO ksbb_gov, ksbb_tenant;

-- {"name": ..., "role": ..., "phone": ...} for who asked, for a day; else NULL.
CREATE FUNCTION app.unit_contact_requested(request bigint) RETURNS jsonb
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.unit_contact_requested OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.unit_contact_requested TO ksbb_gov, ksbb_tenant;

CREATE FUNCTION app.erase_unit_contacts(at_most int) RETURNS int
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.erase_unit_contacts OWNER TO ksbb_engine;
GRANT EXECUTE ON FUNCTION app.erase_unit_contacts TO ksbb_worker;
