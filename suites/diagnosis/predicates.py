"""What a rule can ask beside patterns: small questions about the settings of a target.

A predicate takes the case, and says whether it holds there.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from suites.diagnosis.case import Case
from suites.targets.places import Place, is_address, place_of

Predicate = Callable[[Case], bool]
PREDICATES: dict[str, Predicate] = {}
# What a provider makes of each state by a fault of its own is shorter: empty, or cut.
LONG_STATE = 16


def predicate(function: Predicate) -> Predicate:
    """Lets rules name the function."""
    PREDICATES[function.__name__] = function
    return function


@predicate
def host_is_out_of_the_users_reach(case: Case) -> bool:
    """HOST is this machine, or an address of a private network, and the provider is elsewhere.

    A private name is what users of an intranet type.
    """
    host, issuer = (
        urlsplit(case.settings[name]).hostname or "" for name in ("HOST", "OIDC_ISSUER")
    )
    behind_a_proxy = place_of(host) == Place.PRIVATE and is_address(host)
    out_of_reach = place_of(host) == Place.LOOPBACK or behind_a_proxy
    return out_of_reach and place_of(issuer) == Place.PUBLIC


@predicate
def tokens_name_the_issuer_of_the_settings(case: Case) -> bool:
    """The ID Token has exactly the issuer that the application was told."""
    return bool(case.matching(["id-token/issuer"], ["PASSED"]))


@predicate
def the_named_issuer_lacks_a_part_of_the_path(case: Case) -> bool:
    """The document's issuer is that of the settings without the beginning of its path."""
    known = urlsplit(case.settings["OIDC_ISSUER"])
    for one in case.matching(["discovery/issuer-exact"], ["FAILED", "WARNED"]):
        named = urlsplit(one["actual"])
        same_host = (named.scheme, named.netloc) == (known.scheme, known.netloc)
        if same_host and known.path != named.path and known.path.endswith(named.path):
            return True
    return False


@predicate
def the_named_issuer_is_of_an_inner_network(case: Case) -> bool:
    """The document's issuer has a host that is known further inside than that of the settings.

    In an intranet that is a name without a domain, as containers have.
    """
    known = urlsplit(case.settings["OIDC_ISSUER"]).hostname or ""
    for one in case.matching(["discovery/issuer-exact"], ["FAILED", "WARNED"]):
        named = urlsplit(one["actual"]).hostname or ""
        hidden = place_of(named) != Place.PUBLIC and place_of(known) == Place.PUBLIC
        if named and (hidden or ("." not in named and "." in known)):
            return True
    return False


@predicate
def userinfo_has_no_address_either(case: Case) -> bool:
    """UserInfo lacks the claims of the scope email too."""
    lacking = case.matching(["claims/email-scope-userinfo"], ["FAILED", "WARNED"])
    return any(one["actual"] == "none" for one in lacking)


@predicate
def id_tokens_are_announced_as_hs256_alone(case: Case) -> bool:
    """The document lists no algorithm for ID Tokens that needs a key of the provider."""
    listed = case.matching(["discovery/id-token-algs"], ["FAILED", "WARNED"])
    return any("HS256" in one["actual"] and 'S256", "' not in one["actual"] for one in listed)


@predicate
def fresh_codes_are_taken_and_refused(case: Case) -> bool:
    """A code of the application's own request brought tokens, and others did not.

    A single one may be an accident.
    """
    refused = [
        one
        for one in case.matching(["token/*"], ["NOT_RUN"])
        if "token response: expected HTTP 200, got HTTP 400 invalid_grant" in one["reason"]
    ]
    return len(refused) > 1 and bool(case.matching(["token/success"], ["PASSED"]))


@predicate
def the_login_is_out_of_service(case: Case) -> bool:
    """The application's own login was answered with HTTP 503, and not only some odd request."""
    stopped = case.matching(["flow/login"], ["NOT_RUN"])
    # After the first such answer the harness waits, and does not send what it has.
    out_of_service = ("HTTP 503, to be tried again", "no requests are wanted for")
    return any(said in one["reason"] for one in stopped for said in out_of_service)


@predicate
def one_state_answers_several_requests(case: Case) -> bool:
    """Requests with states of their own were answered with one and the same other state."""
    cut = case.matching(["authorization/state-*"], ["FAILED", "WARNED"])
    told = [one["actual"] for one in cut if one["where"] == "authorization response, state"]
    return len(told) > 1 and len(set(told)) == 1 and len(told[0]) >= LONG_STATE


@predicate
def id_tokens_have_published_keys_and_others(case: Case) -> bool:
    """The key of an ID Token is published, and that of another one is not."""
    globs = ("id-token/*", "jwks/id-token*", "hybrid/id-token*", "authorization/id-token*")
    unknown = [
        one
        for one in case.matching(globs, ["NOT_RUN"])
        if one["reason"].startswith(("No published key has", "The JWK Set has no key that"))
    ]
    return bool(unknown and case.matching(["id-token/key-published"], ["PASSED"]))
