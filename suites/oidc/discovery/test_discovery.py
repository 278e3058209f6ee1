"""The discovery document as it is served: Discovery sections 4, 4.1 and 4.2."""

from collections import Counter
from typing import Any

from fakes.user.forms import title_of, visible_text
from fakes.wire.errors import ExchangeError, Undecided
from suites.checks.check import check
from suites.checks.words import CRITICAL, INFO, MAY, MEDIUM, MUST, SHOULD
from suites.oidc.discovery.in_its_place import document_missing_in_words, handshake_in_words
from suites.op.op import Op
from suites.verdicts.expect import (
    Mismatch,
    expect,
    expect_json_object,
    expect_media_type,
    presuming,
)
from suites.verdicts.reading import read_json

WHERE = "response at the discovery URL"


@check(
    "discovery/status",
    spec=["discovery:4", "discovery:4.2"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER to the provider's issuer: the URL that its document is at, without "
    "'/.well-known/openid-configuration'.",
)
def test_the_discovery_document_is_found_at_the_issuer(op: Op) -> None:
    """Without the document the application knows no endpoint and no key: no login can start."""
    try:
        reply = op.discovery_reply()
    except Undecided:
        raise
    except ExchangeError as error:
        told = handshake_in_words(op, error)
        raise Mismatch("a complete response", told, WHERE) from error
    if reply.status != 200:
        raise Mismatch(
            f"HTTP 200 at {op.discovery_url}", document_missing_in_words(op, reply), WHERE
        )


@check(
    "discovery/json",
    spec=["discovery:4.2", "rfc8259:8.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER to the provider itself: a page here comes from a login page, a proxy "
    "or another service.",
)
def test_the_discovery_document_is_a_json_object_in_utf_8(op: Op) -> None:
    """A page, a list or a broken text tells the application nothing."""
    with presuming():
        reply = op.discovery_reply()
        expect(reply.status == 200, "HTTP 200", reply.status, where=WHERE)
    if reply.text.lstrip().startswith("<"):
        said = " ".join(dict.fromkeys((title_of(reply.text), visible_text(reply.text))))
        raise Mismatch("a JSON object", f"<a page> {said}", WHERE)
    expect_json_object(reply, where=WHERE)


@check(
    "discovery/media-type",
    spec=["discovery:4", "discovery:4.2"],
    level=MUST,
    severity=MEDIUM,
    remedy="Let the provider, or the proxy in front of it, send 'Content-Type: application/json'.",
)
def test_the_discovery_document_is_served_as_application_json(op: Op) -> None:
    """A strict client does not read a document of another type."""
    _ = op.discovery()
    expect_media_type(op.discovery_reply(), "application/json", where=f"{WHERE}, Content-Type")


@check(
    "discovery/charset",
    spec=["rfc8259:8.1", "rfc8259:11"],
    level=MAY,
    severity=INFO,
    remedy="Leave the charset out of the document's Content-Type: JSON is always UTF-8.",
)
def test_the_discovery_document_names_no_other_charset_than_utf_8(op: Op) -> None:
    """A client that believes the header reads other characters than were sent."""
    _ = op.discovery()
    declared = op.discovery_reply().header("content-type").lower().partition("charset=")[2]
    charset = declared.partition(";")[0].strip(' "')
    expect(charset in ("", "utf-8"), "utf-8 or none", charset, where=f"{WHERE}, Content-Type")


@check(
    "discovery/unique-members",
    spec="rfc8259:4",
    level=SHOULD,
    severity=MEDIUM,
    remedy="Write each member of the document once.",
)
def test_no_member_of_the_discovery_document_occurs_twice(op: Op) -> None:
    """Two clients take two different values: one of them is an attacker's, or simply wrong."""
    _ = op.discovery()
    repeated: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(name for name, _ in pairs)
        repeated.extend(name for name, times in counted.items() if times > 1)
        return dict(pairs)

    read_json(op.discovery_reply().body, note)
    expect(not repeated, "each member once", f"twice: {', '.join(repeated)}", where=WHERE)
