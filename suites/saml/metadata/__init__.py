"""What the identity provider publishes about itself."""
