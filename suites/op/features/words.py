"""How a feature is told by the discovery document: the shapes that most words have."""

from collections.abc import Callable

from suites.checks.suite import Feature
from suites.op.op import Op


def always(sentence: str) -> Callable[[Op], str]:
    """The same sentence for every provider."""
    return lambda op: sentence


def published(member: str) -> Feature[Op]:
    """The discovery document has `member`."""
    return Feature(
        lambda op: bool(op.discovery().get(member)),
        always(f"The discovery document has no {member}"),
    )


def flagged(member: str) -> Feature[Op]:
    """`member` of the discovery document is true."""
    return Feature(lambda op: op.discovery().get(member) is True, always(f"{member} is not true"))


def listed(member: str, value: str, shown: str = "") -> Feature[Op]:
    """`member` of the discovery document lists `value`, which is told as `shown`."""
    return Feature(
        lambda op: value in op.listed(member),
        always(f"{member} does not list {shown or value}"),
    )


def any_of(sentence: str, *features: Feature[Op]) -> Feature[Op]:
    """One of `features` is there, or more."""
    return Feature(lambda op: any(one.is_there(op) for one in features), always(sentence))


def either(first: Feature[Op], second: Feature[Op]) -> Feature[Op]:
    """One of two is there; if none is, the second says why."""
    return Feature(lambda op: first.is_there(op) or second.is_there(op), second.why_not)


def both(first: Feature[Op], second: Feature[Op]) -> Feature[Op]:
    """Two are there; if not, the first that is missing says why."""
    return Feature(
        lambda op: first.is_there(op) and second.is_there(op),
        lambda op: second.why_not(op) if first.is_there(op) else first.why_not(op),
    )
