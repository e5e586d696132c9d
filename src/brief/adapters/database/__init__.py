"""The database of delivery: subscribers and the ledger, in SQLite or PostgreSQL."""
