"""The application's own settings, as far as they can be wrong without asking the provider."""

from urllib.parse import urlsplit

from fakes.wire.plain import resolves
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, SHOULD
from suites.op.memory import remembered
from suites.op.op import Op
from suites.targets.permission import host_of
from suites.targets.places import Place, is_address, place_of
from suites.targets.profile import Advice
from suites.verdicts.expect import (
    Mismatch,
    NeedsReview,
    NotApplicable,
    Tolerated,
    expect,
    expect_in,
)

RESTORED = (
    "Take LOCAL_RESTORE out of the container's environment and restart it. It is there for "
    "administrators who are locked out: it prints a temporary password into the container's log, "
    "and single sign-on stays off until it is gone."
)
SAME_MACHINE = (
    "The issuer and HOST are both on this machine. What runs in a container does not reach a "
    "provider outside of it as localhost, and that cannot be seen from here."
)


@check(
    "application/auth-method",
    spec="wandb",
    level=SHOULD,
    severity=HIGH,
    remedy="Set OIDC_AUTH_METHOD to a method that the application documents for this provider, "
    "and enable its grant there: authorization code for 'pkce', implicit for 'implicit'.",
)
def test_the_auth_method_is_one_that_the_application_documents_for_the_provider(op: Op) -> None:
    """What works with one product is refused by another, and nobody gets in."""
    expect_in(op.target.auth_method, advice(op).auth_methods, where="OIDC_AUTH_METHOD")


@check(
    "application/client-secret",
    spec=["google", "rfc6749:3.2.1"],
    level=MUST,
    severity=CRITICAL,
    remedy="Create a client secret at the provider, give it to the application (W&B Server: "
    "GORILLA_OIDC_SECRET) and to this harness (OIDC_CLIENT_SECRET).",
)
def test_the_client_has_a_secret_where_the_provider_wants_one(op: Op) -> None:
    """The login looks right up to the token request, which is refused."""
    if op.target.auth_method not in advice(op).secret_with:
        raise NotApplicable(f"Nothing says that {op.target.vendor} wants a secret.")
    found = "a secret" if op.target.client_secret else "none"
    expect(found != "none", "a secret", found, where="client secret")


@check(
    "application/host-https",
    spec=["rfc9700:2.6", "core:3.2.2.1", "core:3.1.2.1"],
    level=MUST,
    severity=HIGH,
    remedy="Set HOST to the https URL that users type, also where a proxy ends TLS in front of the "
    "application, and register that URL's callback.",
)
def test_host_is_an_https_url(op: Op) -> None:
    """The callback begins with HOST: the answer travels in the clear, or its URL is refused."""
    host = urlsplit(op.target.host)
    if host.scheme == "http" and place_of(host.hostname or "") == Place.LOOPBACK:
        raise NotApplicable("HOST is plain http on loopback, which no network sees.")
    wanted = host._replace(scheme="https").geturl()
    expect(host.scheme == "https", wanted, op.target.host, where="HOST")


@check(
    "application/host-public",
    spec=["wandb", "core:3.1.2.1"],
    level=SHOULD,
    severity=HIGH,
    remedy="Set HOST to the URL by which users reach the application. Where it is not set, "
    "W&B Server takes http://localhost:8080.",
)
def test_host_can_be_reached_by_whoever_reaches_the_provider(op: Op) -> None:
    """The login ends at an address that only some of the users' machines can open, or none."""
    host = host_of(op.target.host)
    places = place_of(host_of(op.target.issuer)), place_of(host)
    if places[0] != Place.PUBLIC:
        raise NotApplicable(f"The provider itself is there for {places[0]}.")
    if places[1] == Place.PRIVATE and not is_address(host):
        raise NeedsReview(f"{host} is a private name: are all users in the network that knows it?")
    found = f"{op.target.host}, which is there for {places[1]}"
    expect(places[1] == Place.PUBLIC, "a URL that is there for everybody", found, where="HOST")


@check(
    "application/form-post-cookies",
    spec=["rfc6265bis:5.7", "form-post:2", "wandb"],
    level=MUST,
    severity=HIGH,
    needs="application-uses-form_post",
    remedy="Set HOST to an https URL, or OIDC_AUTH_METHOD to 'pkce', whose answer comes by a link.",
)
def test_the_cookies_of_the_application_survive_a_form_post(op: Op) -> None:
    """The answer is posted by the provider's page: only cookies with SameSite=None come along, and
    browsers keep those only if they are Secure, which takes https.
    """
    host = urlsplit(op.target.host)
    kept = host.scheme == "https" or place_of(host.hostname or "") == Place.LOOPBACK
    expect(kept, "https, or http on localhost", op.target.host, where="HOST")


@check(
    "application/local-restore",
    spec="wandb",
    level=MUST,
    severity=CRITICAL,
    remedy=RESTORED,
)
def test_local_restore_is_off(op: Op) -> None:
    """Single sign-on is off for everybody, and a password that lets an administrator in is in the
    container's log.
    """
    setting = op.target.profile.restore
    if not setting:
        raise NotApplicable(f"{op.target.profile.title} has no such setting.")
    expect(not op.target.local_restore, "not set", "true", where=setting)


@check(
    "application/issuer-reachable",
    spec=["wandb", "discovery:4"],
    level=MUST,
    severity=CRITICAL,
    remedy="Set OIDC_ISSUER to an address by which both the application's server and its users' "
    "browsers reach the provider; in a container localhost is the container itself.",
)
def test_the_issuer_is_no_address_that_the_server_of_the_application_cannot_reach(op: Op) -> None:
    """The server reads discovery document and keys at OIDC_ISSUER: without them nobody gets in."""
    issuer, host = host_of(op.target.issuer), host_of(op.target.host)
    places = place_of(issuer), place_of(host)
    if places == (Place.LOOPBACK, Place.LOOPBACK):
        raise NotApplicable(SAME_MACHINE)
    where = "OIDC_ISSUER"
    if places[0] == Place.LOOPBACK:
        reason = "It is right only while application, browser and provider share one machine."
        raise Tolerated("an address that others reach", op.target.issuer, where, reason)
    if not is_known_to_dns(op):
        raise Mismatch("a name that DNS knows", f"{issuer}, which is not known here", where)
    if places == (Place.PRIVATE, Place.PUBLIC):
        raise NeedsReview(f"{issuer} is private: is the server of {host} in the same network?")


@remembered
def is_known_to_dns(op: Op) -> bool:
    """Whether anybody knows the host of the issuer."""
    return resolves(op.target.connection, op.target.issuer)


def advice(op: Op) -> Advice:
    """What the application's documentation says for the provider. Raises NotApplicable."""
    profile = op.target.profile
    if op.target.vendor not in profile.vendors:
        product = op.target.vendor or "this provider"
        raise NotApplicable(f"The documentation of {profile.title} says nothing about {product}.")
    return profile.vendors[op.target.vendor]
