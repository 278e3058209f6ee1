"""What is written on login pages, in several languages, and what it is taken for."""
