-- Records what a verifier counted at a drawn delivery, and moves its handover: to `verified` if the numbers
-- are those that count, else into a dispute, in which the smaller number of good packages is received.
-- `counts` holds every package of the stop: {"package": 1, "good": 93, "damaged": 5}. With `why` it
-- corrects the verifier's earlier look. Returns the look.
CREATE OR REPLACE FUNCTION app.delivery_verify(this bigint, visited date, note text, counts jsonb, why text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own app.verification;
    counting app.handover;
    earlier app.look;
    made bigint;
    same boolean;
    before jsonb;
    smaller jsonb;
BEGIN
    SELECT * INTO own FROM app.verification WHERE id = this;
    PERFORM app.handover_lock(own.stop_id);
    SELECT * INTO own FROM app.verification WHERE id = this FOR NO KEY UPDATE;
    SELECT * INTO counting FROM app.handover
    WHERE stop_id = own.stop_id AND state NOT IN ('second_report', 'superseded') FOR NO KEY UPDATE;
    SELECT * INTO earlier FROM app.look WHERE verification_id = this ORDER BY id DESC LIMIT 1;
    IF NOT coalesce(sec.role() = 'VERIFIER' AND own.verifier_id = sec.person()
                    AND app.verifier_may(sec.person(), own.stop_id), false)
       OR NOT coalesce(counting.state IN ('proven', 'resolved')
                       OR (earlier.handover_id = counting.id AND counting.state IN ('verified', 'disputed')), false)
       OR (earlier.id IS NOT NULL) <> (why IS NOT NULL) THEN
        RAISE EXCEPTION 'not a delivery that you may verify' USING ERRCODE = 'KS001';
    END IF;
    -- What counted before the first look at these numbers, package by package.
    IF counting.state = 'disputed' THEN
        SELECT jsonb_agg(jsonb_build_object('package', package_id, 'good', good_before, 'damaged', damaged_before,
                                            'missing', missing_before, 'brought_back', brought_back)) INTO before
        FROM app.look_count WHERE look_id = earlier.id;
    ELSE
        SELECT jsonb_agg(sums) INTO before FROM (
            SELECT load.package_id AS package, sum(line.good) AS good, sum(line.damaged) AS damaged,
                   sum(line.missing) AS missing, sum(line.brought_back) AS brought_back
            FROM app.handover_line AS line JOIN app.load ON load.id = line.load_id
            WHERE line.handover_id = counting.id GROUP BY 1) AS sums;
    END IF;
    INSERT INTO app.look (verification_id, stop_id, executor_id, handover_id, agrees, visited_on, note, reason,
                          verifier_id)
    SELECT this, own.stop_id, own.executor_id, counting.id,
           bool_and((was.good, was.damaged) IS NOT DISTINCT FROM (now.good, now.damaged))
               AND count(*) = jsonb_array_length(before),
           visited, delivery_verify.note, why, sec.person()
    FROM jsonb_to_recordset(before) AS was (package bigint, good int, damaged int)
    FULL JOIN jsonb_to_recordset(counts) AS now (package bigint, good int, damaged int) USING (package)
    RETURNING id, agrees INTO made, same;
    INSERT INTO app.look_count (look_id, stop_id, executor_id, package_id, good_before, damaged_before,
                                missing_before, brought_back, good, damaged)
    SELECT made, own.stop_id, own.executor_id, package, was.good, was.damaged, was.missing, was.brought_back,
           coalesce(now.good, 0), coalesce(now.damaged, 0)
    FROM jsonb_to_recordset(before)
        AS was (package bigint, good int, damaged int, missing int, brought_back int)
    LEFT JOIN jsonb_to_recordset(counts) AS now (package bigint, good int, damaged int) USING (package);
    UPDATE app.verification SET state = CASE WHEN same THEN 'agrees' ELSE 'differs' END, reason = why
    WHERE id = this AND state <> CASE WHEN same THEN 'agrees' ELSE 'differs' END;
    IF counting.state = 'verified' AND NOT same THEN
        PERFORM app.handover_verified(counting.id, false, why);
    END IF;
    IF NOT EXISTS (SELECT FROM app.discrepancy WHERE handover_id = counting.id AND NOT spoiled
                   AND state NOT IN ('open', 'void'))
       AND (NOT same OR counting.state = 'disputed') THEN
        SELECT jsonb_agg(jsonb_build_object('package', package_id, 'good', least(good_before, good), 'damaged', 0,
                                            'missing', 0, 'brought_back', brought_back)) INTO smaller
        FROM app.look_count WHERE look_id = made;
        PERFORM app.handover_unpost(counting.id, coalesce(why, 'the verifier counts differently'));
        PERFORM app.handover_divide(counting.id, CASE WHEN same THEN before ELSE smaller END);
        PERFORM app.handover_post(counting.id, counting.happened_on, why);
    END IF;
    IF same AND counting.state <> 'verified' THEN
        PERFORM app.handover_verified(counting.id, true, NULL);
    END IF;
    UPDATE app.handover SET state = CASE WHEN same THEN 'verified' ELSE 'disputed' END, reason = why
    WHERE id = counting.id AND state <> CASE WHEN same THEN 'verified' ELSE 'disputed' END;
    PERFORM app.handover_published(counting.id);
    RETURN made;
END $$;
