"""Bucket, queues and the node's permissions, in AWS."""
