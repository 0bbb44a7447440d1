ALTER TABLE customers ADD COLUMN display_name text;
ALTER TABLE customers ADD COLUMN region text NOT NULL DEFAULT 'eu';
CREATE TABLE invoices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders (id)
);
CREATE INDEX invoices_order_id_idx ON invoices (order_id);
CREATE INDEX orders_state_idx ON orders (state);
ALTER TABLE orders ADD CONSTRAINT orders_total_small CHECK (total < 100000) NOT VALID;
ALTER TABLE customers ALTER COLUMN full_name SET NOT NULL;
UPDATE customers SET display_name = full_name;
ALTER TABLE customers DROP COLUMN full_name;
