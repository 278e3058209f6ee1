"""Bucket, topic, subscription and service account, in Google Cloud."""
