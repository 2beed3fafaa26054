-- Ready meals that are brought back are spoiled: they never return to stock, and wait for a settlement.

-- Of what was brought back: ready meals, which nobody can keep for another day.
ALTER TABLE app.handover_line ADD COLUMN spoiled int NOT NULL DEFAULT 0,
    ADD CONSTRAINT handover_line_spoiled CHECK (spoiled = 0 OR spoiled = brought_back);
ALTER TABLE app.handover_lot ADD COLUMN spoiled int NOT NULL DEFAULT 0,
    ADD CONSTRAINT handover_lot_spoiled CHECK (spoiled = 0 OR spoiled = brought_back);
GRANT UPDATE (spoiled) ON app.handover_line, app.handover_lot TO ksbb_engine;

-- Spoiled meals are a discrepancy of their own: it opens with the report, the other one with the proof.
ALTER TABLE app.discrepancy ADD COLUMN spoiled boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT discrepancy_spoiled CHECK (NOT spoiled OR missing = 0),
    DROP CONSTRAINT discrepancy_handover_id_load_id_key,
    ADD CONSTRAINT discrepancy_handover_load UNIQUE (handover_id, load_id, spoiled);

CREATE FUNCTION app.discrepancies_open(this bigint, of_spoiled boolean, effective date) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.discrepancies_open OWNER TO ksbb_engine;

CREATE FUNCTION app.handover_spoil(this bigint, effective date, why text) RETURNS void
    LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.handover_spoil OWNER TO ksbb_engine;

-- A lot that is born when a trip leaves passes through the stock within one transaction: looked at when it ends.
CREATE FUNCTION app.lot_stocked() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.lot_stocked OWNER TO ksbb_engine;
REVOKE ALL ON FUNCTION app.lot_stocked FROM PUBLIC;
CREATE CONSTRAINT TRIGGER stocked AFTER UPDATE OF stock ON app.lot DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.stock > OLD.stock) EXECUTE FUNCTION app.lot_stocked();
