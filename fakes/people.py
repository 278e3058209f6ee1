"""Who takes part: names that belong to nobody, and are never contacted."""

# RFC 2606 section 3.
ATTACKER = "attacker.example"
