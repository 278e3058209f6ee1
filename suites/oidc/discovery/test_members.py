"""The form of the members of the discovery document: types, names, syntax of their values."""

import re
from typing import Any

from suites.checks.check import check
from suites.checks.words import HIGH, INFO, LOW, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.discovery.language import is_canonical, is_well_formed
from suites.oidc.discovery.members import BOOLEANS, KNOWN, LISTS, URLS, meant, optional_list
from suites.op.op import Op
from suites.verdicts.expect import expect

WHERE = "discovery document"
SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+\Z")
LOCALES = ("claims_locales_supported", "ui_locales_supported")
CLOSED = {
    "subject_types_supported": {"public", "pairwise"},
    "display_values_supported": {"page", "popup", "touch", "wap"},
    "claim_types_supported": {"normal", "aggregated", "distributed"},
}


def wrong(op: Op, members: tuple[str, ...], kind: type) -> dict[str, Any]:
    """Those of `members` that the document has with a value of another type."""
    return {
        name: op.discovery()[name]
        for name in members
        if name in op.discovery() and not isinstance(op.discovery()[name], kind)
    }


@check(
    "discovery/strings",
    spec=["discovery:3", "rfc8414:2"],
    level=MUST,
    severity=HIGH,
    remedy="Publish the named members as JSON strings, or leave them out.",
)
def test_every_url_in_the_discovery_document_is_a_string(op: Op) -> None:
    """A client that reads a number, a list or null there fails in a way of its own."""
    odd = wrong(op, URLS, str)
    expect(not odd, "strings", odd, where=WHERE)


@check(
    "discovery/lists",
    spec=["discovery:3", "discovery:4.2", "rfc8414:2"],
    level=MUST,
    severity=HIGH,
    remedy="Publish the named members as JSON arrays of strings, also where there is one value.",
)
def test_every_member_with_several_values_is_a_list_of_strings(op: Op) -> None:
    """A client that looks for a word in a string finds parts of other words."""
    odd = wrong(op, LISTS, list)
    for name in LISTS:
        value = op.discovery().get(name)
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            odd[name] = value
    expect(not odd, "arrays of strings", odd, where=WHERE)


@check(
    "discovery/booleans",
    spec=["discovery:3", "rfc8414:2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Publish the named members as true or false without quotes.",
)
def test_every_flag_in_the_discovery_document_is_a_boolean(op: Op) -> None:
    """The string "false" counts as true in most languages."""
    odd = wrong(op, BOOLEANS, bool)
    expect(not odd, "true or false", odd, where=WHERE)


@check(
    "discovery/no-empty-lists",
    spec=["discovery:4.2", "rfc8414:3.2"],
    level=MUST,
    severity=LOW,
    remedy="Leave a member out that has no value.",
)
def test_members_without_any_value_are_left_out(op: Op) -> None:
    """An empty list says that nothing is supported, a missing one that the default is."""
    empty = [name for name, value in op.discovery().items() if value == []]
    expect(not empty, "no empty list", empty, where=WHERE)


@check(
    "discovery/no-repeated-values",
    spec="discovery:3",
    level=MAY,
    severity=INFO,
    remedy="List each value once; a repeated one is often a slip for another.",
)
def test_no_list_in_the_discovery_document_repeats_a_value(op: Op) -> None:
    """A value that was meant to be another one is missing."""
    lists = {name: op.listed(name) for name in LISTS}
    odd = {name: items for name, items in lists.items() if len(items) != len(set(items))}
    expect(not odd, "each value once", odd, where=WHERE)


@check(
    "discovery/misspelled-members",
    spec=["discovery:3", "rfc8414:2"],
    level=MAY,
    severity=LOW,
    remedy="Rename the member; a client does not see one under another name.",
)
def test_no_member_of_the_discovery_document_is_a_slip_of_a_known_one(op: Op) -> None:
    """Members of one's own are allowed, but `jwks_url` is nobody's own: no client reads it."""
    slips = {name: meant(name) for name in op.discovery() if meant(name)}
    wanted = ", ".join(slips.values()) or "known names, or names of one's own"
    expect(not slips, wanted, ", ".join(slips), where=WHERE)


@check(
    "discovery/unknown-members",
    spec=["discovery:3", "rfc8414:2"],
    level=MAY,
    severity=INFO,
    remedy="Nothing, if the member is meant; a name in a registered space of its own would tell "
    "clients so.",
)
def test_every_member_of_the_discovery_document_is_a_registered_one(op: Op) -> None:
    """Members of one's own are allowed, but a client cannot know what they mean."""
    unknown = [name for name in op.discovery() if name not in KNOWN and not meant(name)]
    found = ", ".join(unknown)
    expect(not unknown, "members that specifications define", found, where=WHERE)


@check(
    "discovery/closed-values",
    spec=["discovery:3", "core:3.1.2.1", "core:5.6"],
    level=SHOULD,
    severity=LOW,
    remedy="List only values that the specifications define for the member.",
)
def test_subject_types_displays_and_claim_types_are_defined_ones(op: Op) -> None:
    """Clients know what the defined words mean, and nothing else."""
    odd = {name: sorted(set(op.listed(name)) - words) for name, words in CLOSED.items()}
    found = {name: items for name, items in odd.items() if items}
    expected = "; ".join(f"{name}: {', '.join(sorted(CLOSED[name]))}" for name in found)
    expect(not found, expected, found, where=WHERE)


@check(
    "discovery/scope-syntax",
    spec="rfc6749:3.3",
    level=MUST,
    severity=LOW,
    remedy="Write each scope as one item: printable ASCII without space, quote and backslash.",
)
def test_every_scope_in_the_discovery_document_is_a_scope_token(op: Op) -> None:
    """A scope with a space in it is two scopes when it is asked for."""
    odd = [scope for scope in optional_list(op, "scopes_supported") if not SCOPE.match(scope)]
    expect(not odd, "scope tokens", odd, where=f"{WHERE}, scopes_supported")


@check(
    "discovery/locales-syntax",
    spec=["discovery:3", "rfc5646:2.1"],
    level=MUST,
    severity=LOW,
    remedy="Write locales as language tags: 'en', 'de-CH', 'zh-Hant-TW'; a hyphen, no underscore.",
)
def test_every_locale_in_the_discovery_document_is_a_language_tag(op: Op) -> None:
    """A client that asks for a listed locale gets the default language."""
    odd = {name: [one for one in op.listed(name) if not is_well_formed(one)] for name in LOCALES}
    found = {name: items for name, items in odd.items() if items}
    expect(not found, "well-formed language tags", found, where=WHERE)


@check(
    "discovery/locales-casing",
    spec="rfc5646:2.1.1",
    level=MAY,
    severity=INFO,
    remedy="Write languages in small letters, regions in capitals, scripts with one capital.",
)
def test_every_locale_in_the_discovery_document_has_the_conventional_case(op: Op) -> None:
    """A client that compares letter by letter does not find the locale."""
    every = [one for name in LOCALES for one in op.listed(name) if is_well_formed(one)]
    odd = [one for one in every if not is_canonical(one)]
    expect(not odd, "such as en-US or zh-Hant-TW", odd, where=WHERE)
