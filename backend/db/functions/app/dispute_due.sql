-- A dispute gets its due day when it is opened: so many working days later as its programme says.
CREATE OR REPLACE FUNCTION app.dispute_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.disputed_on := app.today();
    NEW.due_on := app.working_day_after(NEW.disputed_on, (
        SELECT min(programme.dispute_days) FROM app.load
        JOIN app.allocation ON allocation.id = load.allocation_id
        JOIN pub.phase ON phase.id = allocation.phase_id
        JOIN pub.programme ON programme.id = phase.programme_id
        WHERE load.stop_id = NEW.stop_id));
    RETURN NEW;
END $$;
