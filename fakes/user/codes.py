"""One-time codes of the test user's authenticator app (RFC 6238)."""

import pyotp

from fakes.clock import Clock

STEP_S = 30


class Totp(pyotp.TOTP):
    """Codes of secrets of any length: products give out shorter ones than pyotp asks for."""

    min_secret_length_bits = 0


class OneTimeCodes:
    """The codes of one run: none is used twice, as RFC 6238 section 5.2 has providers refuse it."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next(self, secret: str, clock: Clock) -> str:
        """The code of now; of the next step, after a wait for it, where that one was used."""
        step = int(clock.now() // STEP_S)
        if self._last.get(secret) == step:
            clock.wait((step + 1) * STEP_S - clock.now())
            step += 1
        self._last[secret] = step
        return Totp(secret).at(step * STEP_S)
