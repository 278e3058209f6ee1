"""Which policies keep a browser from sending the form of a page, held against what browsers do."""

import hashlib
from base64 import b64encode

import pytest

from fakes.wire.client import Reply
from suites.oidc.flows.page_policies import kept_from_posting
from suites.protocol.session.page_headers import is_open_to_any_script, policies_of

SUBMIT = "document.forms[0].submit()"
TARGET = "https://wandb.example.com/oidc/callback"
HASH = "'sha256-" + b64encode(hashlib.sha256(SUBMIT.encode()).digest()).decode() + "'"
BY_SCRIPT = f'<form method="post" action="{TARGET}"></form><script nonce="aB1">{SUBMIT}</script>'
BY_HANDLER = f'<body onload="{SUBMIT}"><form method="post" action="{TARGET}"></form>'
WITH_BUTTON = BY_SCRIPT.replace("</form>", "<button>Continue</button></form>")
NOSCRIPT = BY_SCRIPT.replace("</form>", "<noscript><input type=submit></noscript></form>")
UNSEEN = BY_SCRIPT.replace("</form>", '<input type="submit" style="display: none"></form>')
LOADED = f'<form method="post" action="{TARGET}"></form><script src="/submit.js"></script>'


def page(html: str, *policies: str) -> Reply:
    """A page of the provider with these policies."""
    headers = [("content-security-policy", one) for one in policies]
    return Reply(
        method="GET",
        url="https://op.example.com/authorize",
        status=200,
        headers=headers,
        body=html.encode(),
        exchange="op-1",
    )


def kept(html: str, *policies: str) -> str:
    """The directive that keeps the form of a page from being sent."""
    return kept_from_posting(page(html, *policies), TARGET)


LETS = {
    "no policy": (BY_SCRIPT,),
    "its nonce": (BY_SCRIPT, "default-src 'none'; script-src 'nonce-aB1'"),
    "its hash": (BY_SCRIPT, f"default-src 'none'; script-src {HASH}"),
    "anything inline": (BY_SCRIPT, "default-src 'self'; script-src 'unsafe-inline'"),
    "a handler, as Keycloak has it": (BY_HANDLER, "frame-src 'self'; object-src 'none'"),
    "a handler by its hash": (BY_HANDLER, f"script-src 'unsafe-hashes' {HASH}"),
    "a script that is loaded": (LOADED, "script-src 'self'"),
    "a button that is seen": (WITH_BUTTON, "script-src 'self'"),
    "the application": (BY_SCRIPT, "form-action https://wandb.example.com"),
    "the application without a scheme": (BY_SCRIPT, "form-action 'self' wandb.example.com"),
    "its domain": (BY_SCRIPT, "form-action https://*.example.com:*"),
    "its path": (BY_SCRIPT, "form-action https://wandb.example.com/oidc/"),
    "a scheme": (BY_SCRIPT, "form-action https:"),
    "everybody": (BY_SCRIPT, "form-action *"),
    "everybody by https": (BY_SCRIPT, "form-action https://*"),
    "everybody at a port": (BY_SCRIPT, "form-action *:443"),
    "everybody at any port": (BY_SCRIPT, "form-action https://*:*"),
    "other things": (BY_SCRIPT, "frame-ancestors 'none'", "upgrade-insecure-requests"),
    "the first of two of a name": (BY_SCRIPT, "form-action *; form-action 'self'"),
}
KEEPS = {
    "a button without scripts alone": (NOSCRIPT, "script-src 'self'"),
    "a button that nobody sees": (UNSEEN, "script-src 'self'"),
    "no port": (BY_SCRIPT, "form-action wandb.example.com:abc"),
    "no host": (BY_SCRIPT, "form-action http://["),
    "itself alone": (BY_SCRIPT, "form-action 'self'"),
    "nobody": (BY_SCRIPT, "form-action 'none'"),
    "another host": (BY_SCRIPT, "form-action https://grafana.example.com"),
    "everybody at another port": (BY_SCRIPT, "form-action *:8443"),
    "another port": (BY_SCRIPT, "form-action https://wandb.example.com:8443"),
    "another path": (BY_SCRIPT, "form-action https://wandb.example.com/oidc"),
    "a second policy": (BY_SCRIPT, "script-src 'nonce-aB1'", "default-src 'self'"),
    "a policy of two in one header": (BY_SCRIPT, "img-src *, script-src 'self'"),
    "another nonce": (BY_SCRIPT, "script-src 'nonce-xY2' 'unsafe-inline'"),
    "strict": (BY_SCRIPT, "script-src 'strict-dynamic' 'unsafe-inline'"),
    "a handler": (BY_HANDLER, "default-src 'self'"),
    "a handler beside a nonce": (BY_HANDLER, "script-src 'nonce-aB1' 'unsafe-inline'"),
    "a handler by a hash of scripts": (BY_HANDLER, f"script-src {HASH}"),
}


@pytest.mark.parametrize(
    ("policies", "lets"),
    [
        (("script-src 'unsafe-inline'",), True),
        (("script-src 'unsafe-inline'", "script-src 'nonce-aB1'"), False),
        (("script-src 'unsafe-inline' 'nonce-aB1'",), False),
        (("default-src *", "frame-ancestors 'none'"), True),
        (("script-src-elem 'self'; script-src 'unsafe-inline'",), False),
        ((), True),
    ],
)
def test_a_smuggled_script_runs_where_each_policy_lets_it(
    policies: tuple[str, ...], *, lets: bool
) -> None:
    told = policies_of(page(BY_SCRIPT, *policies))
    assert is_open_to_any_script(told) is lets


@pytest.mark.parametrize("name", LETS)
def test_a_policy_that_lets_the_form_be_sent_is_no_finding(name: str) -> None:
    html, *policies = LETS[name]
    assert kept(html, *policies) == ""


@pytest.mark.parametrize("name", KEEPS)
def test_a_policy_that_keeps_the_form_is_named(name: str) -> None:
    html, *policies = KEEPS[name]
    assert kept(html, *policies) in [
        " ".join(one.split()) for policy in policies for one in policy.replace(",", ";").split(";")
    ]
