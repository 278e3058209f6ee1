"""Who takes part: the application, its users, and names that belong to nobody."""

from fakes.engine.model import User

__all__ = ["ALICE", "APPLICATION", "ATTACKER", "BOB", "User"]

# A name that belongs to nobody (RFC 2606 section 3); it is never contacted.
ATTACKER = "attacker.example"
APPLICATION = "https://wandb.mycompany.com"
ALICE = User(
    username="alice",
    password="correct-horse-battery-staple",  # noqa: S106 - a throw-away user of a fake
    claims={
        "sub": "248289761001",
        "name": "Alice Adams",
        "given_name": "Alice",
        "family_name": "Adams",
        "middle_name": "Jane",
        "nickname": "al",
        "preferred_username": "alice",
        "profile": "https://example.com/alice",
        "picture": "https://example.com/alice/me.jpg",
        "website": "https://example.com",
        "gender": "female",
        "birthdate": "1990-10-31",
        "zoneinfo": "Europe/Paris",
        "locale": "en-US",
        "updated_at": 1311280970,
        "email": "alice@example.com",
        "email_verified": True,
        "phone_number": "+33 1 23 45 67 89",
        "phone_number_verified": False,
        "address": {"locality": "Paris", "country": "France"},
    },
)

BOB = User(
    username="bob",
    password="staple-battery-horse-correct",  # noqa: S106 - a throw-away user of a fake
    claims={
        "sub": "900417538266",
        "name": "Bob Brown",
        "preferred_username": "bob",
        "email": "bob@example.com",
        "email_verified": True,
    },
)
