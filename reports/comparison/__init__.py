"""What is another than in an earlier run: pure functions on nights, and words for it."""
