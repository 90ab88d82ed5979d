"""The doors of public statements."""
