"""Verbs for a protected resource: how it takes bearer tokens, refuses them, and says so.

RFC 6750 section 3 and RFC 9110 section 11.6.1.
"""

import re
from dataclasses import dataclass, field

from fakes.wire.client import Headers, Reply
from suites.op.memory import remembered
from suites.op.op import Op
from suites.op.userinfo import expect_answered, is_error
from suites.verdicts.expect import Mismatch, NotRun, expect_decided, presuming

WHERE = "UserInfo response"
CHALLENGE = "UserInfo response, WWW-Authenticate"
TOKEN = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"  # noqa: S105 - the grammar of RFC 9110 section 5.6.2
PARAMETER = re.compile(
    rf'({TOKEN})[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|{TOKEN})[ \t]*(?=,|\Z)', re.DOTALL
)
SCHEME = re.compile(rf"({TOKEN})(?:[ \t]+(?=[^ \t,=])|[ \t]*(?=,|\Z))")
UNAUTHORIZED = 401
GARBAGE = "this-is-no-access-token"


@dataclass(slots=True)
class Challenge:
    """One challenge of a WWW-Authenticate header; `rest` is what could not be read."""

    scheme: str
    parameters: list[tuple[str, str]] = field(default_factory=list)
    rest: str = ""

    def parameter(self, name: str) -> str:
        return next((value for key, value in self.parameters if key == name), "")


def challenges(reply: Reply) -> list[Challenge]:
    """The challenges of a response; parameters without a scheme make one with an empty name."""
    found: list[Challenge] = []
    text, at = reply.header("www-authenticate"), 0
    while at < len(text):
        if text[at] in " \t,":
            at += 1
        elif match := PARAMETER.match(text, at):
            if not found:
                found.append(Challenge(""))
            found[-1].parameters.append((match[1].lower(), unquoted(match[2])))
            at = match.end()
        elif match := SCHEME.match(text, at):
            found.append(Challenge(match[1]))
            at = match.end()
        else:
            found = found or [Challenge("")]
            found[-1].rest = text[at:]
            break
    return found


def unquoted(value: str) -> str:
    """The text of a quoted-string (RFC 9110 section 5.6.4), or the token as it is."""
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def bearer_challenge(reply: Reply) -> Challenge:
    """The challenge for bearer tokens, or the only one that there is. Raises NotRun."""
    found = challenges(reply)
    if not found:
        raise NotRun("Another check judges this first: there is no WWW-Authenticate header.")
    return next((one for one in found if one.scheme.lower() == "bearer"), found[0])


def expect_refused_token(reply: Reply) -> None:
    """Nothing was told. A broken or overloaded endpoint proves nothing: Raises NotRun.

    An error with the status of a success is a refusal here: its status is for other checks.
    """
    if 200 <= reply.status < 300 and not is_error(reply):
        raise Mismatch("a refusal", f"HTTP {reply.status}", WHERE)
    expect_decided(reply, "The UserInfo endpoint")


def accepted_token(op: Op) -> str:
    """An access token that the endpoint accepts, or no refusal would mean anything.

    Raises NotRun if it is not accepted.
    """
    with presuming():
        expect_answered(op.userinfo_reply(), where=WHERE)
    return op.login_with_access_token().access_token


@remembered
def userinfo_across(op: Op, headers: Headers) -> Reply:
    """A UserInfo request by a script of another origin, with a token that is accepted.

    Raises NotRun if none is accepted from there: what errors say to others is nobody's secret.
    """
    reply = op.userinfo(accepted_token(op), headers=headers)
    if reply.status == UNAUTHORIZED:
        # In a long run the token may have come to its end.
        reply = op.userinfo(fresh_token(op), headers=headers)
    if reply.status == UNAUTHORIZED:
        raise NotRun("The access token is accepted, and not from a script of another origin.")
    return reply


def fresh_token(op: Op) -> str:
    """An access token of this moment. Raises NotRun."""
    method = op.login_with_access_token().method
    response_type = "code" if method == "pkce" else "id_token token"
    with presuming():
        request, landing = op.authorize(method, response_type=response_type)
        return op.read(request, landing, method).access_token


@remembered
def without_token(op: Op) -> Reply:
    """The answer to a request without a token, at an endpoint that accepts a good one."""
    accepted_token(op)
    return op.userinfo()


@remembered
def with_garbage(op: Op) -> Reply:
    """The answer to a made-up token, at an endpoint that accepts a good one."""
    accepted_token(op)
    return op.userinfo(GARBAGE)


def presume_refused(reply: Reply) -> Reply:
    """`reply`, which is a refusal. Raises NotRun if it is none."""
    with presuming():
        expect_refused_token(reply)
    return reply


def guarded_token(op: Op) -> str:
    """An access token that is accepted by an endpoint that tells nothing without one."""
    presume_refused(without_token(op))
    return accepted_token(op)
