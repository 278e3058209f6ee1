"""Authorization requests that travel in another way than as parameters."""
