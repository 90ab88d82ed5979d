"""Log-ins after the leak: who was in while a leaked password was good, and what became of it."""
