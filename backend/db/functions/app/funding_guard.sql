-- Who may bind which money to which pledge: none once goods of the line came in, whose lots name the
-- money that paid for them. Checked before any unique index, whose error would show
-- that another's row exists. Lock order: the pledge, then the contribution.
CREATE OR REPLACE FUNCTION app.funding_guard() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    tenant bigint := sec.tenant();
    line record;
BEGIN
    PERFORM FROM app.pledge
    WHERE id = NEW.pledge_id AND donor_id = tenant AND executor_id = tenant
      AND state IN ('submitted', 'committed') FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not a pledge that you may fund' USING ERRCODE = 'KS001';
    END IF;
    PERFORM FROM app.contribution
    WHERE id = NEW.contribution_id AND donor_id = NEW.donor_id AND executor_id = tenant
      AND state = 'received' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'not money of yours' USING ERRCODE = 'KS001';
    END IF;
    SELECT package_version.price, pledge_line.quantity - coalesce((
               SELECT sum(funding.packages) FROM app.funding
               WHERE funding.line_id = pledge_line.id AND funding.released_on IS NULL), 0)
           AS unfunded, pledge_line.stocked
    INTO line
    FROM app.pledge_line JOIN pub.package_version ON package_version.id = pledge_line.version_id
    WHERE pledge_line.id = NEW.line_id AND pledge_line.pledge_id = NEW.pledge_id
      AND pledge_line.package_id = NEW.package_id;
    IF NOT FOUND OR line.stocked > 0 OR NEW.packages > line.unfunded
       OR NEW.amount <> NEW.packages * line.price THEN
        RAISE EXCEPTION 'not whole packages of the line at its price' USING ERRCODE = 'KS001';
    END IF;
    RETURN NEW;
END $$;
