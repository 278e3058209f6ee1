"""What a provider publishes beyond its one document and its fixed keys."""
