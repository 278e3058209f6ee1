"""The identity provider of a deployment, as the server meets it: its document, its first page.

Nobody is logged in. What is wrong there in detail `pytest suites/oidc` tells.
"""

import re
from urllib.parse import urlsplit

from fakes.relying_party.party import RelyingParty, with_query
from fakes.settings.rules import absolute_url
from fakes.user.browser import Browser, Landing
from fakes.user.choices import links_on
from fakes.user.forms import visible_text
from fakes.user.obstacles import obstacle_of_error, tells_of_an_error
from fakes.user.words.buttons import SIGNING_IN
from fakes.wire.purposes import Purpose
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.services.forms import host_url, issuer_of_a_pool, name_of_a_client
from suites.verdicts.expect import (
    BrokeDown,
    Document,
    Mismatch,
    NotRun,
    expect_decided,
    expect_json_object,
    is_breakdown,
    presuming,
)

# Errors of a redirect that stand for HTTP 500 and 503 (RFC 6749 4.1.2.1).
UNDECIDED = ("server_error", "temporarily_unavailable")
GIVEN = {"code", "id_token", "access_token"}
# What is said of a client that is not known.
REFUSED = re.compile(
    r"unknown (client|application)|redirect[\s_-]*(ur[il]|mismatch)|AADSTS\d"
    r"|invalid[ _](client|request)",
    re.IGNORECASE,
)
WELL_KNOWN = "/.well-known/openid-configuration"
COGNITO = re.compile(r"(issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")


@remembered
def discovery_document(deployment: Deployment) -> Document:
    """The document of OIDC_ISSUER (OpenID Connect Discovery 1.0, 4).

    Raises Mismatch if there is none, or one of another issuer; NotRun, ExchangeError.
    """
    issuer = deployment.formed("OIDC_ISSUER", issuer_of_a_pool)
    where = deployment.where("OIDC_ISSUER")
    url = f"{issuer.rstrip('/')}{WELL_KNOWN}"
    parts = urlsplit(issuer)
    port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    deployment.presume_another_machine("OIDC_ISSUER", parts.hostname or "", port)
    reply = deployment.http.send("GET", url, purpose=Purpose.DISCOVERY)
    expect_decided(reply)
    if reply.status != 200:
        raise Mismatch(f"a discovery document at {url}", f"HTTP {reply.status}", where)
    document = expect_json_object(reply, where=f"discovery document of {where}")
    expect_usable(document.string("authorization_endpoint"))
    named = document.string("issuer")
    if named != issuer:
        raise Mismatch(f"write {named!r}", f"{issuer!r}, which names itself otherwise", where)
    return document


def expect_usable(endpoint: str) -> None:
    """Raises Mismatch for an authorization_endpoint that no browser can be sent to."""
    try:
        absolute_url(endpoint)
    except ValueError:
        raise Mismatch("an http or https URL", repr(endpoint), "authorization_endpoint") from None


def expect_method_of(deployment: Deployment) -> None:
    """Raises Mismatch unless OIDC_AUTH_METHOD is one that the server, and the provider, know."""
    name = "OIDC_AUTH_METHOD"
    method = deployment.text(name)
    known = method in ("", *deployment.target.profile.auth_methods)
    deployment.expect_written(name, known, deployment.shown(name), "'pkce' or 'implicit'")
    issuer = deployment.formed("OIDC_ISSUER", issuer_of_a_pool)
    right = not COGNITO.fullmatch(urlsplit(issuer).hostname or "") or method == "pkce"
    read = f"{deployment.shown(name)}, with an issuer of Cognito"
    deployment.expect_written(name, right, read, "'pkce'")


@remembered
def signing_in(deployment: Deployment) -> Landing:
    """Where a user is led who begins to sign in at the server. Raises NotRun, ExchangeError."""
    with presuming():
        expect_method_of(deployment)
        endpoint = discovery_document(deployment).string("authorization_endpoint")
    profile = deployment.target.profile
    party = RelyingParty(
        client_id=deployment.formed("OIDC_CLIENT_ID", name_of_a_client),
        redirect_uri=profile.redirect_uri(deployment.formed("HOST", host_url)),
        scopes=" ".join(profile.scopes),
        clock=deployment.target.clock,
    )
    request = party.authorization_request(deployment.target.auth_method)
    browser = Browser(deployment.http, (deployment.target.host, party.redirect_uri))
    url = with_query(endpoint, request.params.items())
    purpose = Purpose.AUTHORIZATION_REQUEST
    return browser.open(url, purpose=purpose, watch=party.redirect_uri)


def expect_login_page(deployment: Deployment, landing: Landing, where: str) -> None:
    """The user is asked who it is, or is known. Raises Mismatch, NotRun if nothing was decided."""
    told = outcome_in_words(landing)
    if landing.left:
        if landing.params.get("error") in UNDECIDED:
            raise NotRun(f"Nothing was decided: {told}.")
        url = re.split("[?#]", landing.url)[0]
        own = url == deployment.target.profile.redirect_uri(deployment.text("HOST"))
        if not (own and GIVEN & landing.params.keys()):
            raise Mismatch("a login page", told, where)
        return
    if is_breakdown(landing.reply.status):
        raise BrokeDown("authorization", landing.reply.status)
    if not asks_who_it_is(landing):
        obstacle = obstacle_of_error(landing.text)
        if obstacle is not None:
            raise NotRun(f"Nothing was decided: {told}. {obstacle.advice}")
        raise Mismatch("a login page", told, where)


def asks_who_it_is(landing: Landing) -> bool:
    """Whether a page lets somebody begin to log in: by fields, by a link, or by its scripts.

    One that tells of an error does not, whatever else is on it. A status of 401 may come with a
    challenge of the network (RFC 9110 15.5.2).
    """
    if landing.asks_for_password:
        return True
    if landing.reply.status == 401:
        return bool(landing.asks or landing.reply.header("www-authenticate"))
    in_query = "error=" in landing.reply.url.partition("?")[2]
    refused = (
        in_query or tells_of_an_error(landing.text) or REFUSED.search(visible_text(landing.text))
    )
    if landing.refuses or refused or "html" not in landing.reply.header("content-type"):
        return False
    links = links_on(landing.text, landing.reply.url)
    return landing.asks or any(SIGNING_IN.search(one.text) for one in links)
