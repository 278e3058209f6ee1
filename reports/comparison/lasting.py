"""What differs between two runs of the same code on the same provider, and means nothing."""

import re

UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# A reason that quotes a URL is cut at its length, a state with it.
VOLATILE = {
    "free port of loopback": re.compile(r"(?<=//127\.0\.0\.1:)[3-6]\d{4}\b"),
    "state of a request": re.compile(r"(?<=&state=)[\w-]{1,22}(?![\w-])"),
    "Entra's trace id": re.compile(rf"(?<=\bTrace ID: ){UUID}"),
    "Entra's correlation id": re.compile(rf"(?<=\bCorrelation ID: ){UUID}"),
    "Entra's timestamp": re.compile(r"(?<=\bTimestamp: )\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ"),
}
# What any provider may say anew each time: nobody can tell two of them apart.
ANEW = {
    "id": re.compile(UUID, re.IGNORECASE),
    "moment": re.compile(
        r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
    ),
    "seconds since 1970": re.compile(r"\b1[5-9]\d{8}(?:\d{3})?\b"),
    "seconds taken": re.compile(r"\b\d+\.\d+(?= (?:ms|s|seconds)\b)"),
    "random text": re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{22,}(?![\w-])"),
}


def lasting(text: str, patterns: dict[str, re.Pattern[str]] = VOLATILE) -> str:
    """The text with the name of what is volatile in the place of it."""
    for name, pattern in patterns.items():
        text = pattern.sub(f"«{name}»", text)
    return text


def alike(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what is said anew each time."""
    every = VOLATILE | ANEW
    return one == other or lasting(one, every) == lasting(other, every)
