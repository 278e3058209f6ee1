"""Many targets judged as one: a row for each, what is kept of them, and one exit code."""
