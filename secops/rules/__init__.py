"""The laws of the product: tables and small functions; no Django, no database, no own clock."""
