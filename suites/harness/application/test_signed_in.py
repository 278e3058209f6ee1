"""Who is signed in, as a page or an API says it."""

import pytest

from suites.application.signed_in import found_by, way_to_find
from suites.verdicts.expect import NotRun

API = '{"user": {"e-mail": "alice@example.com", "roles": ["admin", 7]}, "in": true, "out": false}'
FOUND = [
    ("$.user['e-mail']", "alice@example.com"),
    ('$["user"]["e-mail"]', "alice@example.com"),
    ("$.user.roles[0]", "admin"),
    ("$.user.roles[1]", "7"),
    ("$.in", "true"),
    ("$.out", ""),
    ("$.user.name", ""),
    ("$.user.roles[9]", ""),
    ("$.user.roles.x", ""),
    ("Signed in as", ""),
    (r'"e-mail": "([^"]+)"', "alice@example.com"),
    ("alice@[a-z.]+", "alice@example.com"),
    (r"(nobody)|alice", ""),
]


@pytest.mark.parametrize(("way", "who"), FOUND)
def test_the_way_that_an_operator_names_finds_who_it_is(way: str, who: str) -> None:
    assert found_by(way_to_find(way), API) == who


@pytest.mark.parametrize("page", ["", "<html>", "[" * 100_000, "null", "3"])
def test_what_is_no_json_shows_nobody(page: str) -> None:
    assert found_by("$.email", page) == ""


@pytest.mark.parametrize("way", ["$.", "$.a[x]", "$.a[-1]", "$[", "$.a b", "(", "*"])
def test_what_finds_nothing_is_refused(way: str) -> None:
    with pytest.raises(ValueError, match=r"is no (JSON path|regular expression)"):
        way_to_find(way)


def test_a_page_on_which_an_expression_never_ends_says_nothing() -> None:
    """Each further character doubles the time of this one."""
    with pytest.raises(NotRun, match="RP_WHOAMI_SIGNED_IN was given up after 2 s on a page of"):
        found_by(way_to_find("^(a|aa)+$"), "a" * 200 + "!")
