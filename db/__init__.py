"""The database: tables, the engine, encryption, and every statement of the inbox and the outbox.

It knows nothing of the bot: rows in, rows out. Nothing here commits; whoever opened the transaction does.
Instants are seconds since 1970 in UTC, as floats.
"""
