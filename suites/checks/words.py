"""The words of a check: how it is worded, what it costs, what running it does, what it answers."""

from enum import StrEnum


class Level(StrEnum):
    """How the specification words a requirement (RFC 2119)."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class Severity(StrEnum):
    """What it costs if the requirement is not met."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class RunClass(StrEnum):
    """What running a check does to the target."""

    SAFE = "safe"
    STATEFUL = "stateful"
    NOISY = "noisy"


class Question(StrEnum):
    """What people ask of a target, and a check helps to answer."""

    WORKS = "works"
    SAFE = "safe"
    CONFORMS = "conforms"


MUST, SHOULD, MAY = Level
CRITICAL, HIGH, MEDIUM, LOW, INFO = Severity
SAFE, STATEFUL, NOISY = RunClass
