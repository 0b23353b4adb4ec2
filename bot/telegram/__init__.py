"""The Telegram edge: brings updates in, puts screens out, and has every word that is said.

- `poller` and `transport` move bytes; `inbound` turns an update into what it says, `outbound` says things.
- `words` knows the texts of `bot/locales`, in every language; `moments` says when.
- `screens` renders what a customer sees, `staff` what the staff group reads. Both are pure.

Nothing here decides anything: what is shown, and when, is the workflow's business (`bot.flow`).
"""
