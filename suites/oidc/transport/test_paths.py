"""Paths that a proxy and the provider may read differently: RFC 9700 section 4.13."""

from urllib.parse import urlsplit

from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST, NOISY
from suites.oidc.transport.plain_http import speaks_json
from suites.op.op import Op
from suites.protocol.clients.authentication import presume_proof_needed
from suites.protocol.tokens.bearer import guarded_token
from suites.protocol.tokens.exchanges import exchanged
from suites.verdicts.expect import Mismatch

REMEDY = "Let the proxy reject or normalize such paths before it decides who may pass."


def disguised(url: str) -> dict[str, str]:
    """Other spellings of the URL's path, which some servers take for the same."""
    parts = urlsplit(url)
    base, path = f"{parts.scheme}://{parts.netloc}", parts.path
    head, _, last = path.rpartition("/")
    paths = {
        "a doubled slash": f"/{path}",
        "a parameter": f"{path};ssoproof=1",
        "a slash behind it": f"{path}/",
        "an encoded slash": f"{head}/%2f{last}",
        "an encoded letter": f"{head}/%{ord(last[:1] or '/'):02x}{last[1:]}",
        "a dot segment": f"{head}/.%2f{last}",
        "capital letters": path.upper(),
    }
    rest = f"?{parts.query}" if parts.query else ""
    return {name: base + other + rest for name, other in paths.items()}


@check(
    "transport/path-tricks-userinfo",
    spec=["core:5.3.1", "rfc6750:3", "wstg:4.5.2"],
    level=MUST,
    severity=HIGH,
    run_class=NOISY,
    needs="userinfo",
    remedy=REMEDY,
)
def test_no_spelling_of_the_path_opens_userinfo_without_a_token(op: Op) -> None:
    """A rule of the proxy that guards the one path does not guard the other one."""
    guarded_token(op)
    for name, url in disguised(op.endpoint("userinfo_endpoint")).items():
        reply = op.http.send("GET", url, purpose=Purpose.PATH_TRICK)
        refuse_claims(reply, name)


def refuse_claims(reply: Reply, name: str) -> None:
    """Claims about a user must not come without a token."""
    if reply.status == 200 and speaks_json(reply, "sub"):
        raise Mismatch("nothing", "claims about a user", f"UserInfo with {name} in its path")


@check(
    "transport/path-tricks-token",
    spec=["rfc6749:3.2.1", "wstg:4.5.2"],
    level=MUST,
    severity=CRITICAL,
    run_class=NOISY,
    needs=["code", "confidential-client"],
    remedy=REMEDY,
)
def test_no_spelling_of_the_path_gives_tokens_without_a_secret(op: Op) -> None:
    """A rule of the proxy that guards the one path does not guard the other one."""
    exchanged(op)
    presume_proof_needed(op)
    _, form = op.rp.token_request(*op.fresh_code(), client_id=op.target.client_id)
    form = [pair for pair in form if not pair[0].startswith(("client_secret", "client_assertion"))]
    for name, url in disguised(op.endpoint("token_endpoint")).items():
        reply = op.http.send("POST", url, purpose=Purpose.PATH_TRICK, form=form)
        if reply.status == 200 and speaks_json(reply, "access_token", "id_token"):
            raise Mismatch("nothing", "tokens", f"token endpoint with {name} in its path")
