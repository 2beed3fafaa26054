-- On which day a delivery was recorded that had happened before; the happened day stands beside it.
ALTER TABLE pub.delivery ADD COLUMN recorded_late_on date;
UPDATE pub.delivery SET recorded_late_on = (coalesce(
    (SELECT max(handover.recorded) FROM app.handover
     WHERE handover.stop_id = delivery.stop_id AND handover.late_reason IS NOT NULL
       AND handover.state NOT IN ('superseded', 'second_report')),
    recorded) AT TIME ZONE 'Asia/Jakarta')::date
WHERE late;
ALTER TABLE pub.delivery ADD CONSTRAINT late_if_recorded_late
    CHECK (late = (recorded_late_on IS NOT NULL));
GRANT UPDATE (recorded_late_on) ON pub.delivery TO ksbb_engine;
