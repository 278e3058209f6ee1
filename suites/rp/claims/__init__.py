"""What an ID Token says: for whom, by whom, when, and about whom."""
