-- Customers and their orders.
CREATE TABLE customers (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  email varchar(255) NOT NULL,
  full_name varchar(100) DEFAULT NULL,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE KEY customers_email (email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE orders (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id bigint unsigned NOT NULL,
  total decimal(12, 2) NOT NULL DEFAULT 0,
  KEY orders_customer_id (customer_id),
  CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
);

CREATE INDEX orders_total ON orders (total);
INSERT INTO customers (email, full_name) VALUES ('ada@example.com', 'Ada');
UPDATE customers SET full_name = '' WHERE id = 1;
ALTER TABLE customers ADD COLUMN phone varchar(40) NULL, MODIFY COLUMN email varchar(320) NOT NULL;
