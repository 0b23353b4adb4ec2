"""What other systems of the vendor may ask: HTTP and JSON, with tokens (docs/decisions/059).

`tokens`, `problems`, `shapes`, `description` and `page` know no world; `door` lets in, `answering` answers.
"""
