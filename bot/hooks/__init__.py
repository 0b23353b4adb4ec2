"""The edge to another system of the vendor, which is told what becomes of cases.

`signing` signs and knows no world; `receiver` moves bytes.
"""
