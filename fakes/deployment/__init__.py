"""A deployment of W&B Server that is right in everything: what the server is started with."""
