-- Nothing records goods from another depot, so that no row has this source.
ALTER TABLE app.goods_receipt DROP CONSTRAINT goods_receipt_source_check,
    ADD CONSTRAINT goods_receipt_source_check CHECK (source IN ('DONOR', 'SUPPLIER', 'REPLACEMENT'));
