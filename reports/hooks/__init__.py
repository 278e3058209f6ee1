"""What the suites tell the reports."""
