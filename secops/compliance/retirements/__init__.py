"""Taking unused applications out of service, step by step with proof (RULES 7)."""
