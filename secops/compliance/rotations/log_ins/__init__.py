"""Log-ins made while a leaked password was good: asked of the holder, judged by the office."""
