-- Customers and their orders.
CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL UNIQUE,
  full_name TEXT,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  total REAL NOT NULL DEFAULT 0 CHECK (total >= 0)
);

CREATE INDEX orders_customer_id ON orders (customer_id);
INSERT INTO customers (email, full_name) VALUES ('ada@example.com', 'Ada');
UPDATE customers SET full_name = '' WHERE id = 1;
ALTER TABLE customers ADD COLUMN phone TEXT;
