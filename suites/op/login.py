"""A login from the authorization response to the tokens, and the reading of its outcome."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fakes.clock import Clock
from fakes.relying_party.party import AuthorizationRequest
from fakes.user.addresses import same_site
from fakes.user.browser import Landing
from fakes.user.forms import visible_text
from fakes.user.login import LoginFailed
from fakes.user.obstacles import Obstacle, obstacle_of_error, obstacle_of_response
from fakes.wire.client import Reply
from suites.op.jwt import Jwt
from suites.verdicts.expect import (
    BrokeDown,
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect,
    expect_json_object,
    is_breakdown,
    presuming,
    shown,
)

TOKENS = ("access_token", "id_token")
# `errcode` and `errmsg`, `Error_Description`, `message`, `detail`; a code alone may be a secret.
ABOUT_ERRORS = re.compile(r"err|message|msg|descri|detail|reason|title", re.IGNORECASE)
# `errorId` and its like: another one in each answer, so two runs would never be equal.
OF_ONE_ANSWER = re.compile(r"id$", re.IGNORECASE)

# By which browsers ask the user themselves, or the network.
SCHEME = re.compile(r"\b(?:Basic|Digest|Negotiate|NTLM|Kerberos)\b(?! *=)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A login that succeeded. `tokens` are the members of the answer that carried the tokens.

    `received_at` is when they came, by the target's clock.
    """

    method: str
    request: AuthorizationRequest
    landing: Landing
    tokens: Document
    received_at: float
    token_reply: Reply | None = None

    @property
    def id_token(self) -> Jwt:
        """The ID Token, taken apart. Raises NotRun if there is none or it is no JWS."""
        with presuming():
            return Jwt.parse(self.tokens.string("id_token"), "ID Token")

    @property
    def access_token(self) -> str:
        """The access token. Raises NotRun if the login gave none."""
        token = self.tokens.get("access_token")
        if not isinstance(token, str) or not token:
            raise NotRun("The login gave no access token.")
        return token


def read_login(
    method: str,
    request: AuthorizationRequest,
    landing: Landing,
    *,
    own: bool,
    clock: Clock,
    exchange: Callable[[AuthorizationRequest, str], Reply],
) -> Login:
    """The login that ended at `landing`; a code is exchanged by `exchange`.

    Raises Mismatch if it did not succeed, NotApplicable if the method is not the target's `own`
    and the provider refuses it, BrokeDown for an error of the server.
    """
    if not landing.left and is_breakdown(landing.reply.status):
        said = visible_text(landing.reply.text)
        raise BrokeDown("authorization", landing.reply.status, said)
    if not landing.left or "error" in landing.params:
        told = outcome_in_words(landing)
        if own:
            obstacle = obstacle_at(landing)
            expected = "an authorization response without error"
            raise Mismatch(expected, told, where_stopped(obstacle) or "authorization response")
        raise NotApplicable(f"The client may not use this method: {told}.")
    reply, tokens = None, Document(landing.params, "authorization response")
    if "code" in request.params.get("response_type", "").split():
        reply = exchange(request, tokens.string("code"))
        if is_breakdown(reply.status):
            raise BrokeDown("token", reply.status)
        expect(reply.status == 200, "HTTP 200", refusal_in_words(reply), where="token response")
        tokens = expect_json_object(reply, where="token response")
        given = [tokens.get(name) for name in TOKENS]
        if not any(isinstance(one, str) and one for one in given):
            raise Mismatch("tokens", refusal_in_words(reply), "token response")
    return Login(
        method=method,
        request=request,
        landing=landing,
        tokens=tokens,
        received_at=clock.now(),
        token_reply=reply,
    )


def obstacle_at(landing: Landing) -> Obstacle | None:
    """What an error page, or an error response, tells of what the user has to do first."""
    if not landing.left:
        return obstacle_of_error(landing.text)
    params = landing.params
    return obstacle_of_response(params["error"], params.get("error_description", ""))


def login_stopped(failure: LoginFailed, began: str = "") -> Mismatch:
    """What to raise for a login that did not lead back; its place names what stands there.

    If nothing does, it tells a login that stopped at another site than that of the URL `began`:
    at an identity provider behind the provider, or at a page of its own that is hosted elsewhere.
    Where we ourselves gave up tells nothing.
    """
    where = where_stopped(failure.obstacle) or "login"
    page_ends_it = failure.attempt is not None and not failure.refused
    passed_on = bool(began) and not same_site(failure.landing.reply.url, began)
    if page_ends_it and passed_on and where == "login":
        where = "login, at another site"
    return Mismatch("the login leads back to the application", str(failure), where)


def breaks_down(failure: LoginFailed, began: str, visited: Iterable[str]) -> bool:
    """Whether a login, which began at the URL `began`, stopped at an error of the server.

    One that tells of an identity provider is none where the user was sent to one, by choice or to
    another site of those `visited`: it works, and says what does not. Else it is the provider
    itself that is called so.
    """
    obstacle = failure.obstacle
    tells_of_another = obstacle is not None and obstacle.kind == "upstream provider"
    chose = failure.attempt is not None and failure.attempt.chosen is not None
    sent_on = chose or not all(same_site(one, began) for one in visited)
    return is_breakdown(failure.landing.reply.status) and not (tells_of_another and sent_on)


def not_understood(failure: LoginFailed) -> NotRun | None:
    """What to raise for a login that the driver stopped: by scripts, or words, that it lacks."""
    if failure.landing.unseen:
        return NotRun(f"The login form driver runs no scripts. {login_stopped(failure)}")
    return NotRun(str(login_stopped(failure))) if failure.undecided else None


def where_stopped(obstacle: Obstacle | None) -> str:
    """Where a login stopped, in the words by which causes know an obstacle; empty without one."""
    return f"login, {obstacle.kind}" if obstacle else ""


def presume_seen(landing: Landing) -> None:
    """Raises NotRun where only a browser that runs scripts could tell what a page asks."""
    if landing.unseen:
        told = outcome_in_words(landing)
        raise NotRun(f"Only scripts show what this page asks ({told}): use --login browser.")


def members_of(reply: Reply) -> Mapping[str, Any]:
    """The members of an answer, however odd it is."""
    try:
        return expect_json_object(reply, where="token response")
    except Mismatch:
        return {}


def refusal_in_words(reply: Reply) -> str:
    """How the token endpoint refused, for messages: the status, and the error or the text."""
    told = f"HTTP {reply.status}"
    try:
        body = expect_json_object(reply, where="token response")
    except Mismatch:
        words = visible_text(reply.text)
        return f"{told}: {words}" if words else told
    named = [body[one] for one in ("error", "error_description") if isinstance(body.get(one), str)]
    return " ".join([told, *(named or words_in(body))])


def words_in(members: Mapping[str, Any]) -> Iterator[str]:
    """What members say that are called as errors are where RFC 6749 is not known."""
    for name, value in members.items():
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict):
            yield from words_in(inner)
        elif is_about_errors(name) and isinstance(inner, str | int):
            yield shown(inner)


def is_about_errors(name: str) -> bool:
    """Whether a member tells what went wrong, and not which of all errors this one is."""
    return bool(ABOUT_ERRORS.search(name)) and not OF_ONE_ANSWER.search(name)


def outcome_in_words(landing: Landing) -> str:
    """Where a browser ended, for messages, with what a page shows and no value of a URL."""
    if not landing.left:
        shown = visible_text(landing.reply.text)
        told = f": {shown}" if shown else ""
        asks = landing.reply.header("www-authenticate")
        if schemes := ", ".join(dict.fromkeys(SCHEME.findall(asks))):
            told = f", WWW-Authenticate: {schemes}{told}"
        return f"the provider showed a page (HTTP {landing.reply.status}{told})"
    params = landing.params
    if "error" in params:
        told = params.get("error_description", "")
        return f"the provider answered error={params['error']}" + (f" ({told})" if told else "")
    return f"the provider sent the browser to {landing.url.partition('?')[0].partition('#')[0]}"
