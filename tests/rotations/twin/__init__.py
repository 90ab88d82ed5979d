"""The law of rotation twice: in Python and in SQL, over the same raw histories."""
