"""Log-ins after the leak."""
