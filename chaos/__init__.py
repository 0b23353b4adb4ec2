"""A campaign against the real bot: seeded faults, hundreds of customers, and a judge that trusts the sandbox's books.

`python -m chaos` runs it; `docs/decisions/015-chaos.md` says why it is as it is. Not part of the product.
"""
