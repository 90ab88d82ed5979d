"""Official letters and minutes: numbering, PDF, signed copies, and what proves a copy genuine."""
