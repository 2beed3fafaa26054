-- Moves packages of loads on the ladder: one journal of promises for each executor and giver. Only the
-- engine may call it.
CREATE OR REPLACE FUNCTION app.loads_post(action text, thing text, thing_id bigint, from_kind text,
    to_kind text, loads bigint[], quantities bigint[], effective date, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    author bigint := nullif(coalesce(sec.organisation(), 0), 0);
    pair record;
BEGIN
    FOR pair IN
        SELECT load.donor_id, load.executor_id, array_agg(load.need_id ORDER BY load.id) AS needs,
               array_agg(package.code ORDER BY load.id) AS codes, array_agg(moved.quantity ORDER BY load.id) AS moved
        FROM unnest(loads, quantities) AS moved (load_id, quantity)
        JOIN app.load ON load.id = moved.load_id JOIN pub.package ON package.id = load.package_id
        WHERE moved.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2
    LOOP
        PERFORM ledger.post_packages('PROMISE', pair.donor_id, pair.executor_id, action, thing, thing_id,
            from_kind, to_kind, pair.needs, pair.codes, pair.moved, coalesce(author, pair.executor_id),
            effective, reason);
    END LOOP;
END $$;
