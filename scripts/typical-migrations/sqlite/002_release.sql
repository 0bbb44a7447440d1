ALTER TABLE customers ADD COLUMN display_name TEXT;
CREATE TABLE invoices (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL);
ALTER TABLE customers DROP COLUMN full_name;
