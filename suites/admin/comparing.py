"""How what is registered differs from what the application uses, in words."""

from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from suites.admin.matching import BY_BYTES, Matching
from suites.verdicts.expect import Mismatch

PORTS = {"http": 80, "https": 443}


def expect_registered(
    wanted: str, registered: Iterable[str], matching: Matching = BY_BYTES, *, where: str
) -> None:
    """The product must take `wanted` because of one of `registered`.

    Raises Mismatch, which says how the nearest one differs.
    """
    found = list(registered)
    if any(matching.lets_in(one, wanted) for one in found):
        return
    near = min(found, key=lambda one: len(differences(one, wanted)), default=None)
    if near is None:
        raise Mismatch(f"contains {wanted}", "nothing is registered", where)
    told = f"{near} (differs: {', '.join(differences(near, wanted))})"
    others = f", and {len(found) - 1} more" if len(found) > 1 else ""
    raise Mismatch(f"contains {wanted}", told + others, where)


def differences(registered: str, wanted: str) -> list[str]:
    """What is different in `registered`, part by part; what differs in everything has the most."""
    if registered.strip() == wanted:
        return ["whitespace around it"]
    try:
        have, want = urlsplit(registered), urlsplit(wanted)
        ports = port_of(have), port_of(want)
    except ValueError:
        return ["it is no URL", "", "", "", ""]
    parts = {
        "scheme": (have.scheme, want.scheme),
        "host": (have.hostname, want.hostname),
        "port": ports if have.scheme == want.scheme else (have.port, want.port),
        "query": (have.query, want.query),
    }
    told = [f"its {name} is {a or 'none'}" for name, (a, b) in parts.items() if a != b]
    return told + _paths(have, want) or ["it is written in another way, such as by another case"]


def port_of(url: SplitResult) -> int | None:
    """The port, said or not. Raises ValueError."""
    return url.port or PORTS.get(url.scheme)


def _paths(have: SplitResult, want: SplitResult) -> list[str]:
    """Paths compare with case; a slash at the end is what is overlooked most."""
    if have.path == want.path:
        return []
    if have.path.rstrip("/") == want.path.rstrip("/"):
        return ["a slash at its end" if have.path.endswith("/") else "no slash at its end"]
    if have.path.lower() == want.path.lower():
        return [f"the case of its path {have.path}"]
    return [f"its path is {have.path or 'empty'}"]
