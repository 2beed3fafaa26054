-- Moves what a handover delivered up to `verified`, or takes that back. The caller holds the locks.
CREATE OR REPLACE FUNCTION app.handover_verified(this bigint, yes boolean, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    ids bigint[];
    moved bigint[];
    entry record;
BEGIN
    IF yes THEN
        SELECT array_agg(load_id ORDER BY load_id), array_agg(good::bigint ORDER BY load_id) INTO ids, moved
        FROM app.handover_line WHERE handover_id = this AND good > 0;
        IF ids IS NOT NULL THEN
            PERFORM app.loads_post('verify', 'handover', this, 'received', 'verified', ids, moved, app.today(), why);
        END IF;
    ELSE
        FOR entry IN
            SELECT journal.id, journal.tenant_id FROM ledger.journal
            WHERE journal.thing = 'handover' AND journal.thing_id = this AND journal.action = 'verify'
              AND journal.reverses IS NULL
              AND NOT EXISTS (SELECT FROM ledger.journal AS mirror WHERE mirror.reverses = journal.id)
            ORDER BY journal.id
        LOOP
            PERFORM ledger.reverse(entry.id, coalesce(author, entry.tenant_id), why);
        END LOOP;
    END IF;
    UPDATE pub.delivery SET verified_on = CASE WHEN yes THEN app.today() END
    WHERE load_id IN (SELECT load_id FROM app.handover_line WHERE handover_id = this);
END $$;
