"""The frames that tell clients of a logout: Front-Channel Logout 1.0 sections 2 and 3."""

from functools import partial
from urllib.parse import parse_qsl, urlsplit

from suites.checks.check import check
from suites.checks.remedies import VENDOR
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.sessions.channels import (
    FRONT,
    FRONT_QUERY,
    ended_session,
    frontchannel_frames,
    frontchannel_parameters,
    logout_metadata,
)
from suites.op.op import Op
from suites.protocol.clients.registration import as_far_as_granted
from suites.verdicts.expect import NotApplicable, expect, expect_equal, expect_none, presuming

frontchannel_check = partial(
    check, spec="frontchannel:2", run_class=STATEFUL, needs="frontchannel-logout", remedy=VENDOR
)


@frontchannel_check("frontchannel/framed", level=MUST, severity=HIGH)
def test_the_logout_page_frames_the_logout_url_of_the_client(op: Op) -> None:
    """The user logged out and is still logged in at every other application."""
    found = len(frontchannel_frames(op))
    with as_far_as_granted(op, "frontchannel_logout_uri", **logout_metadata(op)):
        expect(found > 0, "a frame with the registered URL", "none", where="pages of the logout")


@frontchannel_check("frontchannel/https", level=MUST, severity=MEDIUM)
def test_the_logout_url_is_framed_with_scheme_and_host_as_registered(op: Op) -> None:
    """Another host, or plain http, would learn the name of the session."""
    frontchannel_parameters(op)
    registered = urlsplit(ended_session(op).front_url)
    for url in frontchannel_frames(op):
        found = urlsplit(url)
        told = f"{found.scheme}://{found.netloc}"
        expect_equal(told, f"{registered.scheme}://{registered.netloc}", where=f"{FRONT}, origin")


@frontchannel_check("frontchannel/query-kept", level=MUST, severity=MEDIUM)
def test_the_query_of_the_registered_logout_url_is_kept(op: Op) -> None:
    """The application may find by it which of its parts is meant."""
    ((name, value),) = parse_qsl(FRONT_QUERY)
    expect_equal(dict(frontchannel_parameters(op)).get(name), value, where=f"{FRONT}, query")


@frontchannel_check("frontchannel/issuer", level=MUST, severity=MEDIUM)
def test_iss_of_a_front_channel_logout_is_the_issuer(op: Op) -> None:
    """The client registered that it needs it; without, any page can log its users out."""
    _needs_session(op)
    expect_equal(
        dict(frontchannel_parameters(op)).get("iss"), op.target.issuer, where=f"{FRONT}, iss"
    )


@frontchannel_check(
    "frontchannel/sid", spec=["frontchannel:2", "frontchannel:3"], level=MUST, severity=MEDIUM
)
def test_sid_of_a_front_channel_logout_is_that_of_the_id_token(op: Op) -> None:
    """The client registered that it needs it; without, any page can log its users out."""
    _needs_session(op)
    with presuming():
        wanted = ended_session(op).login.id_token.claims.string("sid")
    expect_equal(dict(frontchannel_parameters(op)).get("sid"), wanted, where=f"{FRONT}, sid")


@frontchannel_check("frontchannel/both", level=MUST, severity=LOW)
def test_iss_and_sid_come_together_or_not_at_all(op: Op) -> None:
    """One alone does not tell an application whose session is meant."""
    names = {name for name, _ in frontchannel_parameters(op)} & {"iss", "sid"}
    expect(len(names) != 1, "both or neither", f"{', '.join(names)} alone", where=FRONT)


@frontchannel_check("frontchannel/parameters", level=MAY, severity=LOW)
def test_a_front_channel_logout_has_no_other_parameters(op: Op) -> None:
    """What else is added tells the application, and its logs, more than they need."""
    names = [name for name, _ in frontchannel_parameters(op)]
    own = {name for name, _ in parse_qsl(FRONT_QUERY)}
    expect_none(sorted(set(names) - {"iss", "sid"} - own), where=f"{FRONT}, other parameters")
    expect_none([n for n in ("iss", "sid") if names.count(n) > 1], where=f"{FRONT}, twice")


@frontchannel_check(
    "frontchannel/session-supported", spec="frontchannel:3", level=MAY, severity=LOW
)
def test_the_provider_can_name_the_session_in_a_frame(op: Op) -> None:
    """An application that cannot tell whose session is meant can be logged out by any page."""
    flag = op.discovery().get("frontchannel_logout_session_supported", False)
    where = "discovery document, frontchannel_logout_session_supported"
    expect(flag is True, True, flag, where=where)


@frontchannel_check(
    "frontchannel/sid-in-id-token", spec="frontchannel:3", level=MUST, severity=MEDIUM
)
def test_the_id_token_names_the_session_that_a_frame_will_name(op: Op) -> None:
    """An application could not tell which of its sessions the frame means."""
    _needs_session(op)
    ended_session(op).login.id_token.claims.string("sid")


@frontchannel_check("frontchannel/sid-of-its-own", spec="wstg:4.6.4", level=SHOULD, severity=HIGH)
def test_sid_is_no_cookie_of_the_session(op: Op) -> None:
    """Whoever reads an ID Token or a log would have the user's session."""
    with presuming():
        sid = ended_session(op).login.id_token.claims.string("sid")
    values = [cookie.value for cookie in ended_session(op).cookies]
    expect(sid not in values, "a value of its own", "the value of a cookie", where="ID Token, sid")


def _needs_session(op: Op) -> None:
    if op.discovery().get("frontchannel_logout_session_supported") is not True:
        raise NotApplicable("frontchannel_logout_session_supported is not true.")
