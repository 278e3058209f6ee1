"""What a license tells about itself; it is shown nowhere, its signature is not ours to judge."""

from datetime import UTC, date, datetime

from fakes.wire.redaction import decoded_jwts
from suites.verdicts.expect import OutOfReach


def license_in_one_line(text: str) -> str:
    """What LICENSE says. Raises ValueError."""
    if len(text.split()) != 1:
        raise ValueError("has whitespace in it; write it in one line, as it was issued")
    return text


def end_of_license(text: str) -> date | None:
    """The last day of a license that is a JWT; None if it has no end.

    Raises OutOfReach if its form tells nothing.
    """
    found = decoded_jwts(text)
    if not found:
        raise OutOfReach("The license is in no form that tells when it ends.")
    end = found[0]["claims"].get("exp")
    if isinstance(end, bool) or not isinstance(end, int | float):
        return None
    try:
        return datetime.fromtimestamp(end, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None
