"""The identity provider of a deployment, as the server meets it: its document, its first page.

Nobody is logged in. What is wrong there in detail `pytest suites/oidc` tells.
"""

import re
from urllib.parse import urlsplit

from fakes.relying_party.party import RelyingParty, with_query
from fakes.user.browser import Browser, Landing
from fakes.wire.purposes import Purpose
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.services.deployment import Deployment
from suites.services.forms import host_url, issuer_of_a_pool, name_of_a_client
from suites.verdicts.expect import (
    BrokeDown,
    Document,
    Mismatch,
    expect_decided,
    expect_json_object,
    is_breakdown,
    presuming,
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
    reply = deployment.http.send("GET", url, purpose=Purpose.DISCOVERY)
    expect_decided(reply, "discovery")
    if reply.status != 200:
        raise Mismatch(f"a discovery document at {url}", f"HTTP {reply.status}", where)
    document = expect_json_object(reply, where=f"discovery document of {where}")
    named = document.string("issuer")
    if named != issuer:
        raise Mismatch(f"write {named!r}", f"{issuer!r}, which names itself otherwise", where)
    return document


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


def expect_login_page(landing: Landing, where: str) -> None:
    """The user is asked who it is, or is known. Raises Mismatch, NotRun."""
    if not landing.left and is_breakdown(landing.reply.status):
        raise BrokeDown("authorization", landing.reply.status)
    knows = landing.left and "error" not in landing.params
    if not knows and (landing.left or landing.refuses or not landing.asks):
        raise Mismatch("a login page", outcome_in_words(landing), where)
