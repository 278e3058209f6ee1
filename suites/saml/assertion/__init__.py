"""The assertion: who signed it, for whom it is, and for how long."""
