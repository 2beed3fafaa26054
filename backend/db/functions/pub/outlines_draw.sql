-- Draws all of them anew from the boundaries there are; whatever changes boundaries calls it.
CREATE OR REPLACE FUNCTION pub.outlines_draw() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    DELETE FROM pub.outline;
    -- A unit of the picture is 32 m; tiles of zoom 11, 13 and 14 have pixels of 38, 10 and 5 m.
    PERFORM pub.outlines_draw_layer('area', 32, '{0}', '{180}');
    PERFORM pub.outlines_draw_layer('area', 1, '{1,2,3}', '{40,12,2}');
    PERFORM pub.outlines_draw_layer('unit', 1, '{2,3}', '{12,2}');
END $$;
