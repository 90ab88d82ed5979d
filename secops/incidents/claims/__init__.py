"""Claims that others make in public about us: captured, graded, checked, decided."""
