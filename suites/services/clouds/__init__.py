"""What is alike in every cloud: answers of an API, and a browser at a bucket."""
