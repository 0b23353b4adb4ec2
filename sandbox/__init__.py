"""A stand-in world for the demo, the tests and the benchmarks: the provider, Telegram, the customer's phone.

It judges the product, so it shares no code with it: nothing here imports `bot` or `db`.
"""
