"""What a check is: one requirement, one function, one id that never changes its meaning."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, wraps
from inspect import signature, unwrap
from typing import Any

import pytest

from suites.checks.specs import Citation, cite
from suites.op.features.table import FEATURES

ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\Z")


class Level(StrEnum):
    """How the specification words a requirement (RFC 2119)."""

    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class Severity(StrEnum):
    """What it costs if the requirement is not met."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class RunClass(StrEnum):
    """What running a check does to the target."""

    SAFE = "safe"
    STATEFUL = "stateful"
    NOISY = "noisy"


MUST, SHOULD, MAY = Level
CRITICAL, HIGH, MEDIUM, LOW, INFO = Severity
SAFE, STATEFUL, NOISY = RunClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check's metadata; `function` takes what its suite judges and nothing else."""

    id: str
    title: str
    why: str
    level: Level
    severity: Severity
    run_class: RunClass
    spec: tuple[Citation, ...]
    needs: tuple[str, ...]
    remedy: str
    function: Callable[[Any], None]

    @property
    def area(self) -> str:
        return self.id.partition("/")[0]

    @property
    def suite(self) -> str:
        """The folder of `suites` that the check is in."""
        return self.function.__module__.split(".")[1]

    @property
    def location(self) -> str:
        """File and line of the function, relative to the project."""
        module = self.function.__module__.replace(".", "/")
        return f"{module}.py:{unwrap(self.function).__code__.co_firstlineno}"


def check(
    identifier: str,
    *,
    spec: str | list[str],
    level: Level,
    severity: Severity,
    remedy: str,
    run_class: RunClass = SAFE,
    needs: str | list[str] = (),
) -> Callable[[Callable], Callable]:
    """Makes a function `test_…(op)` a check.

    Its name is the requirement as a sentence, its docstring is the risk. `spec` cites sections
    (`core:3.1.3.7`), `needs` names features without which the check is not applicable, `remedy`
    says what to change when it is not met.

    Raises ValueError when the metadata is incomplete or uses an unknown word.
    """
    cited = [spec] if isinstance(spec, str) else spec
    needed = [needs] if isinstance(needs, str) else needs
    if not ID.match(identifier):
        raise ValueError(f"{identifier!r} is not a check id such as discovery/issuer-exact")
    for feature in needed:
        if feature not in FEATURES:
            raise ValueError(
                f"{identifier}: unknown feature {feature!r}; known: {', '.join(FEATURES)}"
            )

    def mark(function: Callable) -> Callable:
        why = " ".join((function.__doc__ or "").split())
        if not why or not cited or not remedy:
            raise ValueError(f"{identifier}: a check needs a docstring, a specification, a remedy")
        function.check = Check(
            id=identifier,
            title=title_of(function.__name__),
            why=why,
            level=Level(level),
            severity=Severity(severity),
            run_class=RunClass(run_class),
            spec=tuple(cite(one) for one in cited),
            needs=tuple(needed),
            remedy=remedy,
            function=function,
        )
        return pytest.mark.check(identifier, level=str(level), severity=str(severity))(function)

    return mark


def told_by(sentence: Callable) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Gives the body of a check the name, docstring and place of the function `sentence`.

    For checks that are all alike, of which only the sentence and a value are written down.
    """

    def mark(body: Callable[[Any], None]) -> Callable[[Any], None]:
        test = wraps(sentence)(body)
        # What pytest reads the names of fixtures from; the wrapped function has others.
        test.__signature__ = signature(test, follow_wrapped=False)
        return test

    return mark


def title_of(name: str) -> str:
    """The sentence that a function's name is; the specifications' own spelling is kept."""
    sentence = name.removeprefix("test_").replace("_", " ")
    for words, pattern, spelled in _spellings():
        if words in sentence:
            sentence = pattern.sub(spelled, sentence)
    kept = any(sentence.startswith(spelled) for spelled in SPELLED)
    return sentence if kept else sentence[:1].upper() + sentence[1:]


@cache
def _spellings() -> list[tuple[str, re.Pattern[str], str]]:
    """The terms as they stand in names, ready to be looked for."""
    found = [(plain(spelled), spelled) for spelled in SPELLED]
    return [(words, re.compile(rf"\b{re.escape(words)}\b"), spelled) for words, spelled in found]


def plain(spelled: str) -> str:
    """A term as it stands in the name of a function."""
    return re.sub(r"[^a-z0-9]", " ", spelled.lower())


# Terms whose spelling a function name cannot show; a longer one comes before one it contains.
SPELLED = (
    "response_type=code id_token token", "response_type=code id_token",
    "response_type=code token", "response_type=id_token token", "response_type=id_token",
    "response_mode=query",
    "prompt=none", "prompt=login", "prompt=consent", "display=page", "display=popup",
    "login_hint", "acr_values",
    "ui_locales", "claims_locales", "https", "id_token_hint", "ID Tokens", "ID Token",
    "access token",
    "registration_client_uri", "client_id_issued_at", "client_secret_expires_at", "redirect_uris",
    "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
    "invalid_request_object", "request_uri", "initiate_login_uri", "policy_uri", "tos_uri",
    "client_id", "client_secret", "ECDSA", "nbf",
    "code_challenge_method", "code_challenge", "code_verifier", "redirect_uri",
    "post_logout_redirect_uri", "error_uri", "logout_uri", "jwks_uri", "response_type",
    "response_mode",
    "form_post", "auth_time", "at_hash", "c_hash", "s_hash", "acr",
    "email_verified", "phone_number_verified", "updated_at",
    "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "ISO 8601", "max_age", "grant_type", "token_type",
    "invalid_scope", "invalid_token", "expires_in", "invalid_client", "invalid_grant",
    "invalid_request", "end_session_endpoint",
    "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "scopes_supported",
    "iss", "aud", "azp", "sub", "sid", "exp", "iat", "nonce", "kid", "state", "openid",
    "no-store", "WWW-Authenticate", "Referrer-Policy", "Content-Type", "JWK Set", "JWKS", "JWK",
    "JWT", "JSON", "URI", "URL", "PKCE", "S256", "RS256", "ES256", "RSA", "UserInfo", "TLS", "HSTS",
    "CORS", "HTML", "HTTP", "HEAD", "TRACE", "OAuth", "ASCII", "GET", "POST", "UTF-8", "HttpOnly",
    "IPv6", "SameSite", "MAC",
    "W&B", "OpenID Connect", "WebFinger", "session_state",
)  # fmt: skip
