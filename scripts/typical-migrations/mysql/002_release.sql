ALTER TABLE customers ADD COLUMN display_name varchar(100) NULL;
CREATE TABLE invoices (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
  order_id int NOT NULL
);
CREATE INDEX customers_phone ON customers (phone);
ALTER TABLE customers DROP COLUMN full_name;
