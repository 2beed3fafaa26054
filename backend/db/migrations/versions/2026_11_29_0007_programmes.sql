-- What aid is asked for, and in which period.

CREATE TABLE pub.programme (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    -- The programme's settings.
    people_per_family int NOT NULL DEFAULT 4 CHECK (people_per_family > 0),
    auto_commit boolean NOT NULL DEFAULT false,
    hold_hours int NOT NULL DEFAULT 72 CHECK (hold_hours > 0),
    newcomer_limit int NOT NULL DEFAULT 1000 CHECK (newcomer_limit > 0),
    -- Days that an executor has to settle a discrepancy.
    settlement_days int NOT NULL DEFAULT 7 CHECK (settlement_days > 0)
);
CREATE TABLE pub.phase (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    number int NOT NULL CHECK (number > 0),
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    CHECK (starts_on <= ends_on),
    UNIQUE (programme_id, number),
    EXCLUDE USING gist (programme_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
);
CREATE TABLE pub.package (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme_id bigint NOT NULL REFERENCES pub.programme (id),
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    per text NOT NULL CHECK (per IN ('FAMILY', 'PERSON')),
    every text NOT NULL CHECK (every IN ('WEEK', 'DAY', 'ONCE'))
);
-- Contents and price of a kind of aid: a change is a new version.
CREATE TABLE pub.package_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    package_id bigint NOT NULL REFERENCES pub.package (id),
    number int NOT NULL CHECK (number > 0),
    price bigint NOT NULL CHECK (price > 0),
    contents jsonb NOT NULL,
    since date NOT NULL,
    UNIQUE (package_id, number)
);
-- Which packages a phase asks for, and how often.
CREATE TABLE pub.phase_package (
    phase_id bigint NOT NULL REFERENCES pub.phase (id),
    package_id bigint NOT NULL REFERENCES pub.package (id),
    times int NOT NULL CHECK (times > 0),
    PRIMARY KEY (phase_id, package_id)
);
-- Which share of a kind of unit needs the package, in permille of families or people.
CREATE TABLE pub.share (
    package_id bigint NOT NULL REFERENCES pub.package (id),
    unit_kind text NOT NULL,
    permille int NOT NULL CHECK (permille BETWEEN 0 AND 1000),
    PRIMARY KEY (package_id, unit_kind)
);

ALTER TABLE pub.programme OWNER TO ksbb_owner;
ALTER TABLE pub.phase OWNER TO ksbb_owner;
ALTER TABLE pub.package OWNER TO ksbb_owner;
ALTER TABLE pub.package_version OWNER TO ksbb_owner;
ALTER TABLE pub.phase_package OWNER TO ksbb_owner;
ALTER TABLE pub.share OWNER TO ksbb_owner;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON pub.package_version
    FOR EACH ROW EXECUTE FUNCTION app.immutable();
CREATE TRIGGER immutable_whole BEFORE TRUNCATE ON pub.package_version
    FOR EACH STATEMENT EXECUTE FUNCTION app.immutable();
GRANT SELECT ON pub.programme, pub.phase, pub.package, pub.package_version, pub.phase_package,
    pub.share TO ksbb_public, ksbb_tenant, ksbb_gov, ksbb_worker, ksbb_engine;
GRANT INSERT ON pub.programme, pub.phase, pub.package, pub.package_version, pub.phase_package,
    pub.share TO ksbb_gov, ksbb_worker;
GRANT UPDATE (auto_commit, hold_hours, newcomer_limit) ON pub.programme TO ksbb_gov;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.programme
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.phase
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.package
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.package_version
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.phase_package
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON pub.share
    FOR EACH STATEMENT EXECUTE FUNCTION app.registry_guard();
GRANT UPDATE (permille) ON pub.share TO ksbb_gov;
GRANT UPDATE (times) ON pub.phase_package TO ksbb_gov;
