BEGIN;
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN phone text, ADD COLUMN archived boolean NOT NULL DEFAULT false;
ALTER TABLE customers ALTER COLUMN phone SET DEFAULT '', ALTER COLUMN full_name DROP NOT NULL;
ALTER TABLE orders ADD CONSTRAINT orders_total_known CHECK (total < 1000000) NOT VALID;
COMMIT;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_known;
UPDATE customers SET phone = '' WHERE phone IS NULL AND id BETWEEN 1 AND 1000;
INSERT INTO customers (email, full_name) VALUES ('ada@example.com', 'Ada');
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.created_at := now();
  RETURN NEW;
END;
$$;
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW open_orders AS SELECT o.id, c.email FROM orders o JOIN customers c ON c.id = o.customer_id;
ALTER TABLE customers DROP COLUMN archived;
CREATE INDEX CONCURRENTLY customers_phone_idx ON customers (phone);
DROP INDEX CONCURRENTLY IF EXISTS customers_phone_idx;
