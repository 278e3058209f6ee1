"""Signing keys that are exchanged as time goes by (Core section 10.1.1)."""

from typing import Any

import jwt

from fakes.engine.provider import Provider
from fakes.keys import SigningKey, called, rsa_key

DAY_S = 24 * 3600


class KeyRotation(Provider):
    """A new key every month; published a day before it signs and a day after it stops."""

    rotation_s = 30 * DAY_S
    overlap_s = DAY_S

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.started = self.clock.now()

    def signing_keys(self) -> list[SigningKey]:
        age = self.clock.now() - self.started
        moments = (age, age + self.overlap_s, max(age - self.overlap_s, 0))
        numbers = dict.fromkeys(int(moment // self.rotation_s) for moment in moments)
        return [self.generation(number) for number in numbers]

    def generation(self, number: int) -> SigningKey:
        """The key of one month, told from the others by its kid."""
        name = f"{self.vendor}-{number + 1}"
        return SigningKey(called(name), rsa_key(name))

    def claims_of_hint(self, hint: str, key: SigningKey) -> dict[str, Any]:
        """A key that signs no more still vouches for what it signed."""
        kid = jwt.get_unverified_header(hint).get("kid", "")
        known = {one.kid: one for one in self.signing_keys()}
        return super().claims_of_hint(hint, key if kid == key.kid else known.get(kid, key))
