"""Leaked logins nobody could place: assigned once by hand, the rule remembered and applied."""
