"""Real applications of other authors, for `suites/rp` to judge."""
