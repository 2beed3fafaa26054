-- Divides one package's counts over its parts (loads, or the lots of a load), each by what is left of
-- it: first what was brought back, so that this never moves, then missing, damaged and good. What is
-- not counted is undecided.
CREATE OR REPLACE FUNCTION app.count_shares(parts bigint[], sent bigint[], good bigint, damaged bigint,
    missing bigint, brought_back bigint)
RETURNS TABLE (part bigint, sent_of bigint, good_of bigint, damaged_of bigint, missing_of bigint,
    brought_back_of bigint, undecided_of bigint)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    free bigint[] := sent;
    backs bigint[] := app.shares(brought_back, free);
    missings bigint[];
    damages bigint[];
    goods bigint[];
BEGIN
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, backs) WITH ORDINALITY AS t (a, b, n));
    missings := app.shares(missing, free);
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, missings) WITH ORDINALITY AS t (a, b, n));
    damages := app.shares(damaged, free);
    free := (SELECT array_agg(a - b ORDER BY n)
             FROM unnest(free, damages) WITH ORDINALITY AS t (a, b, n));
    goods := app.shares(good, free);
    RETURN QUERY
        SELECT t.part, t.sent, t.good, t.damaged, t.missing, t.back,
               t.sent - t.good - t.damaged - t.missing - t.back
        FROM unnest(parts, sent, goods, damages, missings, backs)
            AS t (part, sent, good, damaged, missing, back);
END $$;
