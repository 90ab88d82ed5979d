"""RULES 1 as one SQL expression, composed of fragments that mirror `secops.rules.rotation*`.

`facts` reads raw rows into one row of facts a rotation; `reasons` and `rows` are the law over such
a row, name by name as in Python; `verdict` puts them together. `tests/rotations/test_law_twin.py`
proves that both say the same.
"""
