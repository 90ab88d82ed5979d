"""What is said in public, and the facts it rests on."""
