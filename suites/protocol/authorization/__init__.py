"""Authorization requests in all their forms, and responses to them."""
