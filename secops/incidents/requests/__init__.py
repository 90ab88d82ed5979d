"""What we asked of others, by which letter, and what they answered."""
