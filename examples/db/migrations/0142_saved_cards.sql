CREATE TABLE saved_cards (
    id          uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    token       text NOT NULL,
    brand       text NOT NULL,
    last4       char(4) NOT NULL,
    expires     date NOT NULL,
    UNIQUE (customer_id, token)
);
