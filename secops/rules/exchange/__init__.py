"""How advice leaves the city and comes in: CSAF 2.0, STIX 2.1, MISP; plain Python, no database."""
