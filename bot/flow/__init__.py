"""The workflow: values in, values out, the standard library only.

- `model` says what a case is; `policy` holds the numbers people chose, each with its reason.
- `events` are what happened, `effects` what must be done about it: twins, both frozen values.
- `machine` is every rule, as a table of state and event; `decide(case, event)` is its only door.
- `codec` turns cases, events and effects into JSON and back, for the database.
- `diagram` draws the table.
"""
