"""Service and vendor accounts: not changed before a time that both sides agreed to."""
