"""The issuer that WebFinger names, where the host of the issuer answers it (Discovery 2)."""

from typing import Any

from fakes.user.addresses import parts_of
from suites.checks.check import check
from suites.checks.words import MEDIUM, MUST
from suites.op.op import Op
from suites.protocol.session.login_pages import credentials_of
from suites.protocol.webfinger import ISSUER, webfinger
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    expect,
    expect_decided,
    expect_equal,
    expect_json_object,
)

WHERE = "WebFinger, href of the issuer"


@check(
    "discovery/webfinger-issuer",
    spec=["discovery:2", "discovery:3"],
    level=MUST,
    severity=MEDIUM,
    remedy="Let WebFinger name the issuer exactly as the discovery document does.",
)
def test_webfinger_names_the_issuer_exactly(op: Op) -> None:
    """An application that finds the provider by a user's name refuses it: the issuers differ."""
    found = _issuer_for_user(op)
    if not isinstance(found, str):
        raise Mismatch("a URL", found, WHERE)
    parts = parts_of(found)
    expect(parts.scheme == "https" or op.target.is_local_http, "an https URL", found, where=WHERE)
    expect(not parts.query and not parts.fragment, "no query or fragment", found, where=WHERE)
    if _alike(found) == _alike(op.target.issuer):
        expect_equal(found, op.target.issuer, where=WHERE)


def _issuer_for_user(op: Op) -> Any:
    """What the link of the issuer leads to. Raises NotApplicable if WebFinger names none."""
    reply = webfinger(op, credentials_of(op).username.partition("@")[0])
    expect_decided(reply)
    if reply.status != 200 or "json" not in reply.media_type:
        raise NotApplicable("There is no WebFinger for the users of this host.")
    links = expect_json_object(reply, where="WebFinger response").get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == ISSUER:
            return link.get("href")
    raise NotApplicable("WebFinger of this host names no issuer.")


def _alike(url: str) -> str:
    """A URL without what makes two spellings of one issuer: a host may have several issuers."""
    plain = url.lower().partition("/.well-known/")[0]
    return plain.partition("://")[2].rstrip("/")
