"""What the application answers, whatever the provider says."""
