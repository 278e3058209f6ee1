"""What is judged: the vocabulary of a check, and the suites written in it."""
