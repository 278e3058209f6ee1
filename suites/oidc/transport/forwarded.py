"""Verbs for headers that only a proxy of the provider's own should set, sent from outside.

What is answered is never followed: it may lead to a host that the target did not name.
"""

from secrets import token_hex

from fakes.people import ATTACKER
from fakes.user.browser import NAVIGATION
from fakes.wire.client import Headers, Reply
from fakes.wire.cookies import CookieJar
from fakes.wire.purposes import Purpose
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, expect_decided, presuming

HOST: Headers = [
    ("x-forwarded-host", ATTACKER),
    ("x-forwarded-server", ATTACKER),
    ("x-original-host", ATTACKER),
    ("x-host", ATTACKER),
    ("forwarded", f"host={ATTACKER}"),
]
HOST_ITSELF: Headers = [("host", ATTACKER)]
PROTOCOL: Headers = [
    ("x-forwarded-proto", "http"),
    ("x-forwarded-scheme", "http"),
    ("x-forwarded-ssl", "off"),
    ("front-end-https", "off"),
    ("forwarded", "proto=http"),
]
# Where a name that was believed does harm.
CARRIERS = ("location", "content-location", "refresh", "link", "set-cookie")
# The headers by which proxies tell who was let in, of several products.
NAMES_A_USER = (
    "remote-user", "x-remote-user", "x-forwarded-user", "x-authenticated-user", "x-webauth-user",
    "x-auth-request-user", "x-user", "x-user-id", "x-forwarded-preferred-username",
)  # fmt: skip
NAMES_AN_ADDRESS = ("x-forwarded-email", "x-auth-request-email", "x-goog-authenticated-user-email")
NAMES_A_SUBJECT = (
    "x-ssl-client-dn", "x-ssl-client-s-dn", "ssl-client-subject-dn", "x-client-dn",
)  # fmt: skip


def identity(op: Op) -> Headers:
    """Headers that name the test user, and a certificate of the client that nobody issued."""
    user = op.target.credentials.username if op.target.credentials else "admin"
    subject = f"CN={op.target.client_id}"
    headers = [(name, user) for name in NAMES_A_USER]
    headers += [(name, user) for name in NAMES_AN_ADDRESS]
    headers += [(name, subject) for name in NAMES_A_SUBJECT]
    headers += [("x-ssl-client-verify", "SUCCESS"), ("ssl-client-verify", "SUCCESS")]
    return [*headers, ("x-forwarded-client-cert", f'Subject="{subject}"')]


def discovery_with(op: Op, headers: Headers) -> Reply:
    """The discovery document for a request with `headers`, at a URL that no cache keeps for others.

    Raises NotRun if it cannot be read without them.
    """
    with presuming():
        op.discovery()["issuer"]
    url = f"{op.discovery_url}?ssoproof={token_hex(8)}"
    return op.http.send("GET", url, purpose=Purpose.DISCOVERY, headers=headers)


def authorization_with(op: Op, headers: Headers, jar: CookieJar | None = None) -> Reply:
    """The first answer to a correct authorization request with `headers`."""
    request = op.rp.authorization_request(op.target.auth_method)
    return op.http.send(
        "GET",
        request.url(op.endpoint("authorization_endpoint")),
        purpose=Purpose.AUTHORIZATION_REQUEST,
        headers=[*NAVIGATION, *headers],
        jar=jar,
    )


def expect_unbelieved(reply: Reply, *, where: str) -> None:
    """The attacker's host is nowhere in the answer; a refusal may well repeat what it refuses."""
    expect_decided(reply)
    if reply.status >= 400:
        return
    places = [name for name in CARRIERS if ATTACKER in reply.header(name).lower()]
    places += ["body"] if ATTACKER in reply.text.lower() else []
    if places:
        told = f"{ATTACKER} in {', '.join(places)}"
        raise Mismatch("the provider's own host names only", told, where)
