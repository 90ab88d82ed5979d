"""Looking at hosts from outside: whether they still answer, with which title and certificate."""
