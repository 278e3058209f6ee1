"""How bytes travel: HTTP and TLS on both sides, bounded, and recorded without secrets."""
