"""What the provider publishes: the discovery document and its keys."""
