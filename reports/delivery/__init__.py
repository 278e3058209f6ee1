"""A run told to people where they are: what is news of it, and the channels that take it."""
