"""What a request may ask for, and what has to be refused."""
