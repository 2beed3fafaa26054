-- What already happened is recorded late, with its reason: receipt, trip and handover in one act.

-- The cancelled shipment that drove after all.
ALTER TABLE app.shipment ADD COLUMN drove_id bigint;
ALTER TABLE app.shipment ADD CONSTRAINT shipment_drove
    FOREIGN KEY (drove_id, executor_id) REFERENCES app.shipment (id, executor_id);
CREATE INDEX shipment_drove ON app.shipment (drove_id);
GRANT INSERT (drove_id) ON app.shipment TO ksbb_tenant, ksbb_gov;

CREATE FUNCTION app.shipment_drove() RETURNS trigger LANGUAGE plpgsql AS 'placeholder';
ALTER FUNCTION app.shipment_drove OWNER TO ksbb_engine;
CREATE TRIGGER drove BEFORE INSERT ON app.shipment
    FOR EACH ROW WHEN (NEW.drove_id IS NOT NULL) EXECUTE FUNCTION app.shipment_drove();

-- Why goods were recorded more than a week after they had come.
ALTER TABLE app.goods_receipt ADD COLUMN late_reason text CHECK (length(late_reason) BETWEEN 1 AND 500);
GRANT INSERT (late_reason) ON app.goods_receipt TO ksbb_tenant, ksbb_gov;

-- Whether its departure or its handover was recorded after it had happened.
ALTER TABLE pub.delivery ADD COLUMN late boolean NOT NULL DEFAULT false;
GRANT UPDATE (late) ON pub.delivery TO ksbb_engine;
