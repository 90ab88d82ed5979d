"""Notices after a failure to protect personal data (UU 27/2022 Art 46): to each person, to the
agency, and whether to the public; with a proof for each."""
