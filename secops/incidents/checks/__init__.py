"""Service checks: what was tested, by whom, how, with what result."""
