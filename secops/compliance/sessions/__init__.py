"""Log-out hygiene: how long a login stays open, against what is asked (PRODUCT C)."""
