"""What an application, its user and its operator can see of a provider, as flat facts.

A fact is a name and one line of text. What differs from run to run, and from host to host, stands
there as a word: two providers of one product have the same facts.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from fakes.relying_party.party import with_query
from fakes.user.browser import Landing
from fakes.user.forms import page_of
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.jwt import Jwt
from suites.op.op import Op

Facts = dict[str, str]
Told = Iterator[tuple[str, str]]
KINDS = {bool: "true or false", int: "a number", str: "a string", list: "a list", dict: "an object"}
# Claims and members whose value says what they are.
TELLING = {"typ", "acr", "azp", "aud", "token_type", "scope", "alg", "iss"}
HEADERS = (
    *("content-type", "cache-control", "pragma", "www-authenticate", "x-content-type-options"),
    *("referrer-policy", "x-frame-options", "content-security-policy", "x-robots-tag"),
    *("x-xss-protection", "strict-transport-security"),
)
GARBAGE = "garbage"
ELSEWHERE = "https://elsewhere.example/callback"
AUTHORIZATION: dict[str, dict[str, str | None]] = {
    "no client": {"client_id": None},
    "unknown client": {"client_id": "nobody"},
    "no callback": {"redirect_uri": None},
    "unknown callback": {"redirect_uri": ELSEWHERE},
    "no response_type": {"response_type": None},
    "unknown response_type": {"response_type": "pigeon"},
    "implicit": {"response_type": "id_token"},
    "unknown response_mode": {"response_mode": "pigeon"},
    "unknown scope": {"scope": "openid pigeon"},
    "no challenge": {"code_challenge": None},
    "no method": {"code_challenge_method": None},
    "no PKCE": {"code_challenge": None, "code_challenge_method": None},
    "plain": {"code_challenge_method": "plain"},
    "short challenge": {"code_challenge": "short"},
    "no session": {"prompt": "none"},
    "unknown prompt": {"prompt": "pigeon"},
    "empty max_age": {"max_age": ""},
    "max_age no number": {"max_age": GARBAGE},
    "broken request object": {"request": GARBAGE},
    "unknown request_uri": {"request_uri": "urn:ietf:params:oauth:request_uri:nobody"},
    "broken claims": {"claims": GARBAGE, "prompt": "none"},
}
EXCHANGE: dict[str, dict[str, str | None]] = {
    "unknown client": {"client_id": "nobody"},
    "no client": {"client_id": None},
    "no code": {"code": None},
    "unknown code": {"code": GARBAGE},
    "no verifier": {"code_verifier": None},
    "short verifier": {"code_verifier": "short"},
    "wrong verifier": {"code_verifier": "x" * 43},
    "no callback": {"redirect_uri": None},
    "other callback": {"redirect_uri": ELSEWHERE},
    "no grant": {"grant_type": None},
    "unknown grant": {"grant_type": "pigeon"},
    "password": {"grant_type": "password", "username": "nobody", "password": GARBAGE},
    "client credentials": {"grant_type": "client_credentials"},
    "device code": {"grant_type": "urn:ietf:params:oauth:grant-type:device_code"},
    "JWT bearer": {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer"},
    "token exchange": {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange"},
    "CIBA": {"grant_type": "urn:openid:params:grant-type:ciba"},
    "unknown refresh token": {"grant_type": "refresh_token", "refresh_token": GARBAGE},
    "no refresh token": {"grant_type": "refresh_token"},
}
OTHER_ENDPOINTS: dict[str, tuple[str, dict[str, str]]] = {
    "revocation of nothing": ("revocation_endpoint", {}),
    "revocation of an unknown token": ("revocation_endpoint", {"token": GARBAGE}),
    "introspection": ("introspection_endpoint", {"token": GARBAGE}),
    "device": ("device_authorization_endpoint", {}),
    "pushed without parameters": ("pushed_authorization_request_endpoint", {}),
    "back channel": ("backchannel_authentication_endpoint", {}),
}


def facts(op: Op) -> Facts:
    """All of them. Raises a Verdict where the provider lets nobody log in."""
    found: Facts = {}
    for group in (discovery, keys, tokens, refusals, token_errors, other_errors, logouts):
        for name, told in group(op):
            found[f"{group.__name__} / {name}"] = in_words(op, told)
    return found


def in_words(op: Op, told: str) -> str:
    """`told` without what is this provider's alone."""
    own = {op.target.issuer: "ISSUER", op.target.client_id: "CLIENT", op.target.host: "HOST"}
    own[op.target.issuer.partition("/realms/")[0]] = "SERVER"
    for value, word in sorted(own.items(), key=lambda one: -len(one[0])):
        told = told.replace(value, word)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID", told)


def discovery(op: Op) -> Told:
    """The members and their values, lists in no order."""
    yield "headers", headers_of(op.discovery_reply())
    for name, value in json.loads(op.discovery_reply().body).items():
        yield name, json.dumps(sorted(value) if isinstance(value, list) else value)


def keys(op: Op) -> Told:
    """What the JWK Set has of each key."""
    yield "headers", headers_of(op.jwks_reply())
    for key in json.loads(op.jwks_reply().body)["keys"]:
        yield f"{key['use']} {key['alg']}", " ".join(sorted(key))


def tokens(op: Op) -> Told:
    """Names and kinds of what a login gives."""
    login = op.login()
    yield "authorization response", " ".join(login.landing.params)
    request, code = op.fresh_code()
    reply = op.exchange(request, code)
    given = json.loads(reply.body)
    yield "headers", headers_of(reply)
    yield from kinds("token response", given)
    for name in ("id_token", "access_token"):
        token = Jwt.parse(given[name], name)
        yield from kinds(f"{name} header", dict(token.header))
        yield from kinds(name, dict(token.claims))
    userinfo = op.userinfo(given["access_token"])
    yield "UserInfo headers", headers_of(userinfo)
    yield from kinds("UserInfo", json.loads(userinfo.body))
    yield from answer("UserInfo without a token", op.userinfo())
    yield from answer("UserInfo for an unknown token", op.userinfo(GARBAGE))
    yield from answer("code used again", op.exchange(request, code))


def kinds(where: str, members: dict[str, Any]) -> Told:
    """Each member's kind of value, or the value where that says what it is."""
    for name, value in members.items():
        words = sorted(value.split()) if name == "scope" else value
        told = json.dumps(words) if name in TELLING else KINDS[type(value)]
        yield f"{where}, {name}", told


def refusals(op: Op) -> Told:
    """What the authorization endpoint says to wrong requests of somebody without a session."""
    for name, changes in AUTHORIZATION.items():
        _, landing = op.ask("pkce", browser=op.new_browser(), **changes)
        yield from place(name, landing)


def token_errors(op: Op) -> Told:
    """What the token endpoint says to wrong requests; each has a code of its own."""
    for name, changes in EXCHANGE.items():
        request, code = op.fresh_code()
        yield from answer(name, op.exchange(request, code, **changes))


def other_errors(op: Op) -> Told:
    """What the other endpoints say to the application's client, or to nobody."""
    for name, (endpoint, form) in OTHER_ENDPOINTS.items():
        for who, client in (("nobody", {}), ("the client", {"client_id": op.target.client_id})):
            url, sent = op.endpoint(endpoint), list((client | form).items())
            reply = op.http.send("POST", url, purpose=Purpose.TOKEN_REQUEST, form=sent)
            yield from answer(f"{name}, {who}", reply)


def logouts(op: Op) -> Told:
    """Where logout requests lead, without a session and with one."""
    for who in ("nobody", "user"):
        for name in logout_requests(op, ""):
            browser = op.new_browser()
            request, landing = op.authorize(browser=browser)
            hint = op.read(request, landing).id_token.raw
            url = with_query(
                op.endpoint("end_session_endpoint"), logout_requests(op, hint)[name].items()
            )
            asked = browser if who == "user" else op.new_browser()
            there = op.target.post_logout_redirect_uris[0]
            ended = asked.open(url, purpose=Purpose.LOGOUT_REQUEST, watch=there)
            yield from place(f"{name}, {who}", ended)


def logout_requests(op: Op, hint: str) -> dict[str, dict[str, str]]:
    """What a logout request may say, right and wrong."""
    mine, there = op.target.client_id, op.target.post_logout_redirect_uris[0]
    return {
        "nothing": {},
        "client and URL": {"client_id": mine, "post_logout_redirect_uri": there, "state": "s"},
        "URL alone": {"post_logout_redirect_uri": there},
        "broken hint": {"id_token_hint": GARBAGE},
        "hint and another URL": {"id_token_hint": hint, "post_logout_redirect_uri": ELSEWHERE},
        "unknown client": {"client_id": "nobody", "post_logout_redirect_uri": there},
        "hint alone": {"id_token_hint": hint},
        "hint, URL and state": {
            "id_token_hint": hint, "post_logout_redirect_uri": there, "state": "s",
        },
    }  # fmt: skip


def place(name: str, landing: Landing) -> Told:
    """A redirect with its parameters, or a page with what it says and its headers."""
    if landing.left:
        told = landing.params
        words = [f"{one}={told[one]}" for one in ("error", "error_description") if one in told]
        where = landing.url.partition("?")[0].partition("#")[0]
        yield name, f"{landing.mode} {where} {' '.join(told)}; {' '.join(words)}"
    else:
        yield name, f"page {landing.reply.status}: {sentence_of(landing)}"
        yield f"{name}, headers", headers_of(landing.reply)


def sentence_of(landing: Landing) -> str:
    """The sentence that a page is for: its instruction, or what it asks."""
    if landing.asks_for_password:
        return "a login"
    page = page_of(landing.text)
    for selector in ("p.instruction", "h1", "title"):
        found = page.css_first(selector)
        if found is not None:
            return " ".join(found.text().split())
    return " ".join(landing.reply.text.split())[:80]


def answer(name: str, reply: Reply) -> Told:
    """The status with the members of an error, and the headers."""
    try:
        body = json.loads(reply.body)
    except ValueError:
        body = None
    told = " ".join(f"{k}={v}" for k, v in body.items()) if isinstance(body, dict) else "no object"
    yield name, f"{reply.status} {told}"
    yield f"{name}, headers", headers_of(reply)


def headers_of(reply: Reply) -> str:
    """Those that say how the answer is to be treated, with their values."""
    told = {name: reply.header(name) for name in HEADERS}
    return " | ".join(f"{name}: {value}" for name, value in told.items() if value)


def differing(ours: Facts, theirs: Facts) -> dict[str, tuple[str, str]]:
    """What both say about each fact in which they are not the same; nothing is `absent`."""
    names = sorted(ours.keys() | theirs.keys())
    both = {name: (ours.get(name, "absent"), theirs.get(name, "absent")) for name in names}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}
