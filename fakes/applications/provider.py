"""The identity provider, as the application reads it: metadata, keys, tokens, claims."""

import json
from dataclasses import replace
from functools import cached_property
from typing import Any

from fakes.applications.failure import SignInFailed
from fakes.applications.settings import Settings
from fakes.relying_party.party import AuthorizationRequest, RelyingParty
from fakes.wire.client import Form, Headers, HttpClient, Reply
from fakes.wire.errors import ExchangeError, ProxyFailed, Untrusted
from fakes.wire.journal import NoJournal
from fakes.wire.limits.pace import Pace
from fakes.wire.limits.patience import Patience
from fakes.wire.limits.presence import Presence
from fakes.wire.network import Connection
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor

SCOPES = "openid profile email"
SHOWN_CHARS = 300
ENDPOINTS = ("authorization_endpoint", "jwks_uri")
PROTECTED = (*ENDPOINTS, "token_endpoint", "userinfo_endpoint")
TRUST = "OIDC_CA_BUNDLE: name the PEM file of the authority that signed its certificate."
REACH = (
    "OIDC_ISSUER: write an address that this machine reaches; in a container localhost is the "
    "container itself."
)

CHANGE = {
    Untrusted: TRUST,
    ProxyFailed: "HTTPS_PROXY, HTTP_PROXY or NO_PROXY, as it says.",
}


class Provider:
    """Everything that is asked of the provider itself, and not through the user's browser."""

    token_statuses: tuple[int, ...] = (200,)
    protected: tuple[str, ...] = PROTECTED

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.known_keys: dict[str, list[dict[str, Any]]] = {}

    @property
    def discovery_url(self) -> str:
        """Where the metadata is (Discovery section 4)."""
        return self.settings.issuer.rstrip("/") + "/.well-known/openid-configuration"

    @property
    def relying_party(self) -> RelyingParty:
        return RelyingParty(
            client_id=self.settings.client_id,
            redirect_uri=self.settings.redirect_uri,
            scopes=SCOPES,
            client_secret=self.settings.secret,
            issuer=self.settings.issuer,
        )

    def metadata(self) -> dict[str, Any]:
        """The discovery document, if it is the configured issuer's own. Raises SignInFailed."""
        where = f"discovery document, {self.discovery_url}"
        document = self._object(self._send("GET", self.discovery_url, where), where)
        self.check_document(document, where)
        self.check_protection(document, where)
        for member in ENDPOINTS:
            string_of(document, member, where)
        return document

    def check_document(self, document: dict[str, Any], where: str) -> None:
        """It is the configured issuer's own (Discovery section 4.3). Raises SignInFailed."""
        issuer = document.get("issuer")
        if issuer != self.settings.issuer:
            raise SignInFailed(
                "The discovery document belongs to another issuer.",
                where=where,
                expected=f"issuer {self.settings.issuer}, as OIDC_ISSUER has it, byte for byte",
                found=f"issuer {shown(issuer)}",
                change=f"OIDC_ISSUER: write {shown(issuer)}, if that is your provider.",
                status=502,
            )

    def check_protection(self, document: dict[str, Any], where: str) -> None:
        """No endpoint is asked without TLS, where the issuer has it (Core 16.17)."""
        if not self.settings.issuer.startswith("https:"):
            return
        for member in self.protected:
            url = document.get(member)
            if isinstance(url, str) and not url.lower().startswith("https:"):
                raise SignInFailed(
                    "An endpoint of the provider has no TLS.", where=f"{where}, {member}",
                    expected="an https URL, as the issuer is", found=shown(url),
                    change="Have the provider publish https URLs; behind a proxy it has to be told "
                    "its own.", status=502,
                )  # fmt: skip

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        """The keys for signatures with this `kid`, of a set that is read again if it has none."""
        url = metadata["jwks_uri"]
        found = [key for key in self.known_keys.get(url, []) if kid in (None, key.get("kid"))]
        if not found:
            self.known_keys[url] = self._read_keys(url)
            found = [key for key in self.known_keys[url] if kid in (None, key.get("kid"))]
        return found

    def _read_keys(self, url: str) -> list[dict[str, Any]]:
        where = f"JWK Set, {url}"
        keys = self._object(self._send("GET", url, where), where).get("keys")
        if not isinstance(keys, list):
            raise SignInFailed(
                "The provider publishes no keys.", where=where, expected="a list of keys",
                found=shown(keys), status=502,
            )  # fmt: skip
        return self.usable([key for key in keys if isinstance(key, dict)])

    def usable(self, keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those that may sign (RFC 7517 section 4.2)."""
        return [key for key in keys if key.get("use", "sig") == "sig"]

    def exchange(
        self, metadata: dict[str, Any], request: AuthorizationRequest, code: str
    ) -> dict[str, Any]:
        """The tokens for `code` (RFC 6749 section 4.1.3). Raises SignInFailed."""
        where = f"token response, {metadata.get('token_endpoint')}"
        url = string_of(metadata, "token_endpoint", "discovery document")
        headers, form = self.relying_party.token_request(request, code)
        reply = self._send("POST", url, where, headers=headers, form=form)
        body = self._json(reply, where)
        if reply.status not in self.token_statuses:
            raise SignInFailed(
                "The provider refused the code.",
                where=where,
                expected="HTTP 200 with an ID Token",
                found=f"HTTP {reply.status}, {refusal_in_words(body)}",
                change=change_after(body, self.settings),
                status=502,
            )
        return body

    def userinfo(self, metadata: dict[str, Any], access_token: str, sub: str) -> dict[str, Any]:
        """The claims at the UserInfo endpoint, if they are about `sub` (Core 5.3.2)."""
        claims = self.about_bearer(metadata, access_token)
        if claims.get("sub") != sub:
            raise SignInFailed(
                "The UserInfo response is about somebody else.",
                where=f"UserInfo response, {metadata['userinfo_endpoint']}",
                expected=f"sub {sub}, as in the ID Token",
                found=f"sub {shown(claims.get('sub'))}",
                status=502,
            )
        return claims

    def about_bearer(self, metadata: dict[str, Any], access_token: str) -> dict[str, Any]:
        """The claims at the UserInfo endpoint, whomever they are about. Raises SignInFailed."""
        url = string_of(metadata, "userinfo_endpoint", "discovery document")
        where = f"UserInfo response, {url}"
        bearer = [("authorization", f"Bearer {access_token}")]
        return self._object(self._send("GET", url, where, headers=bearer), where)

    @cached_property
    def _connection(self) -> Connection:
        """How the provider is reached; what trusts its certificate takes long to read."""
        return Connection(
            ca_bundle=self.settings.ca_bundle,
            proxies=self.settings.proxies,
        )

    def _unbiased(self) -> Connection:
        """The way to the provider, whatever earlier requests met there: it is tried each time."""
        connection = self._connection
        return replace(
            connection,
            timeout_s=self.settings.timeout_s,
            pace=Pace(),
            patience=Patience(),
            presence=Presence(),
        )

    def _send(
        self, method: str, url: str, where: str, *, headers: Headers = (), form: Form | None = None
    ) -> Reply:
        redactor = Redactor(self.settings.secret, *self.settings.proxies.secrets)
        client = HttpClient(self._unbiased(), NoJournal("application", redactor))
        try:
            return client.send(method, url, purpose=Purpose.SIGN_IN, headers=headers, form=form)
        except ExchangeError as error:
            raise SignInFailed(
                "The provider does not answer.",
                where=where,
                expected="a complete response",
                found=str(error),
                change=CHANGE.get(type(error), REACH),
                status=502,
            ) from error
        finally:
            client.close()

    def _object(self, reply: Reply, where: str) -> dict[str, Any]:
        """The JSON object of a successful response. Raises SignInFailed."""
        body = self._json(reply, where)
        if reply.status != 200:
            raise SignInFailed(
                "The provider has nothing there.",
                where=where,
                expected="HTTP 200",
                found=f"HTTP {reply.status}",
                change="OIDC_ISSUER: write the issuer of your provider, without a suffix.",
                status=502,
            )
        return body

    def _json(self, reply: Reply, where: str) -> dict[str, Any]:
        try:
            value = json.loads(reply.body)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        kind = reply.media_type or "no Content-Type"
        raise SignInFailed(
            "The provider's answer cannot be read.",
            where=where,
            expected="a JSON object",
            found=f"HTTP {reply.status}, {kind}: {shown(reply.text.strip())}",
            change="OIDC_ISSUER: write the issuer of your provider; at Cognito that is "
            "https://cognito-idp.REGION.amazonaws.com/POOL_ID, never the domain of its pages.",
            status=502,
        )


def string_of(document: dict[str, Any], member: str, where: str) -> str:
    """A member that must be a string. Raises SignInFailed."""
    value = document.get(member)
    if not isinstance(value, str):
        raise SignInFailed(
            f"The provider has no {member}.", where=where, expected=f"{member}, a URL",
            found=shown(value), status=502,
        )  # fmt: skip
    return value


def refusal_in_words(body: dict[str, Any]) -> str:
    """An error response in words (RFC 6749 section 5.2)."""
    told = [shown(body[name]) for name in ("error", "error_description") if body.get(name)]
    return ": ".join(told) or "without an error code"


def change_after(body: dict[str, Any], settings: Settings) -> str:
    """What an operator can do about a refused token request."""
    refused = body.get("error") == "invalid_client" or "credentials" in refusal_in_words(body)
    if refused and not settings.secret:
        return (
            "Give the application the client's secret in OIDC_SECRET, or register it as a public "
            "client, of which the provider wants none."
        )
    if refused:
        return "OIDC_SECRET: write the client's own secret, or leave it out for a public client."
    return f"Register {settings.redirect_uri} as callback, and enable the authorization code grant."


def shown(value: object) -> str:
    """A value of the provider's, short enough for a page."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"
