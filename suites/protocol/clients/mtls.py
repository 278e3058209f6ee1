"""Clients that show a certificate, and what a thief shows in its place: RFC 8705."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from joserfc.jwk import ECKey

from fakes.wire.client import Reply
from fakes.wire.client_certificates import client_certificate
from fakes.wire.errors import Broken, Untrusted
from suites.op.op import Op
from suites.op.userinfo import expect_answered
from suites.protocol.clients.authentication import by_method
from suites.protocol.clients.registration import newly_registered, registration
from suites.protocol.tokens.bearer import WHERE as USERINFO
from suites.protocol.tokens.bearer import expect_refused_token
from suites.protocol.tokens.refusals import expect_refused_exchange
from suites.verdicts.expect import NotApplicable, NotRun, presuming

BOUND = "tls_client_certificate_bound_access_tokens"


def showing(client: Op, name: str) -> Op:
    """`client` with the certificate of the harness that is called `name`; "" is none."""
    return client.showing(client_certificate(name)) if name else client


def certified(op: Op) -> Op:
    """A client that gets tokens by `tls_client_auth`, with the certificate "certified".

    Raises NotRun if it gets none, as where nobody trusts the authority that signed it.
    """
    subject = client_certificate("certified").subject
    op.login("pkce")
    client = by_method(op, "tls_client_auth", tls_client_auth_subject_dn=subject)
    shown = showing(client, "certified")
    try:
        shown.login()
    except NotRun as why:
        raise NotRun(
            "A right certificate gets no tokens, perhaps because the provider does not trust the "
            f"authority of the harness: {why}"
        ) from None
    return client


def registered_certificate(op: Op) -> Op:
    """A client that registered `self_signed_tls_client_auth` and the certificate "self-signed"."""
    op.login("pkce")
    return by_method(op, "self_signed_tls_client_auth", jwks=self_signed_keys())


def self_signed_keys() -> dict[str, Any]:
    """The key of the certificate "self-signed", which comes with it, as a client registers it."""
    own = client_certificate("self-signed")
    key = ECKey.import_key(own.key_pem).as_dict(private=False) | {"use": "sig", "x5c": own.x5c}
    return {"keys": [dict(key)]}


def certificate_bound_client(op: Op, **metadata: Any) -> Op:
    """A client that wants bound tokens; without `metadata` it proves itself as usual.

    Raises NotApplicable if the provider did not register that.
    """
    wanted = {BOUND: True, **metadata}
    op.login("pkce")
    client = newly_registered(op, **wanted)
    if registration(op, **wanted).members.get(BOUND) is not True:
        raise NotApplicable(f"The provider did not register {BOUND}, which it may decide.")
    return client


def userinfo_of(client: Op) -> Reply:
    """The answer of UserInfo to a token that was got with the certificate that comes with it."""
    return showing(client, "certified").userinfo_reply()


def certificate_bound_token(client: Op) -> str:
    """The access token of a client that wants bound ones; UserInfo takes it. Raises NotRun."""
    with presuming():
        expect_answered(userinfo_of(client), where=USERINFO)
    return showing(client, "certified").login().access_token


def exchange_as(client: Op, name: str, right: str) -> Reply:
    """The answer to a fresh code of `client`, by who shows another certificate than the `right`."""
    request, code = showing(client, right).fresh_code()
    return showing(client, name).exchange(request, code)


@contextmanager
def handshake_refuses() -> Iterator[None]:
    """Inside, a server that ends the handshake for what it was shown has refused it as well."""
    try:
        yield
    except (Broken, Untrusted) as error:
        if "alert" not in str(error).lower():
            raise


def expect_certificate_refused(client: Op, name: str, right: str = "certified") -> None:
    """The token endpoint gives nothing to who shows the certificate called `name`, or none."""
    with handshake_refuses():
        expect_refused_exchange(exchange_as(client, name, right))


def expect_no_claims(client: Op, name: str) -> None:
    """UserInfo gives nothing to who shows the certificate called `name`, or none."""
    token = certificate_bound_token(client)
    with handshake_refuses():
        expect_refused_token(showing(client, name).userinfo(token))
