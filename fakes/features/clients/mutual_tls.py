"""Clients that are proved by a certificate, and access tokens that are bound to one (RFC 8705)."""

import base64
from collections.abc import Callable
from functools import cached_property
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import AccessToken, Client, Grant
from fakes.features.clients.jwts import BadJwt, ClientJwts
from fakes.features.tokens.introspection import Introspection
from fakes.features.tokens.refresh import RefreshTokens
from fakes.wire.certificates import ServerTls, authority_pem
from fakes.wire.client_certificates import takable_authorities, thumbprint_of
from fakes.wire.request import Request

CERTIFIED = "tls_client_auth"
SELF_SIGNED = "self_signed_tls_client_auth"
BOUND = "tls_client_certificate_bound_access_tokens"
SUBJECT = "tls_client_auth_subject_dn"
ALIASED = ("token", "userinfo", "introspection", "revocation", "pushed_authorization_request")


class MutualTls(ClientJwts, RefreshTokens, Introspection):
    """Asks for certificates on a host of its own, so that no browser is asked (section 5).

    `certificates` are the thumbprints, by the tokens that are bound to them.
    """

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.certificates: dict[str, str] = {}

    @property
    def asking_host(self) -> str:
        return f"mtls.{self.host}"

    def mutual_tls(self) -> ServerTls | None:
        """There is no second name on a loopback URL."""
        if not self.under_its_own_names:
            return None
        return ServerTls(names=(self.asking_host,), clients=takable_authorities())

    def metadata(self) -> dict[str, Any]:
        known = super().metadata()
        if not self.under_its_own_names:
            return known
        members = [f"{name}_endpoint" for name in ALIASED]
        offered = known["token_endpoint_auth_methods_supported"]
        return known | {
            "token_endpoint_auth_methods_supported": [*offered, CERTIFIED, SELF_SIGNED],
            BOUND: True,
            "mtls_endpoint_aliases": {
                name: self.alias(known[name]) for name in members if name in known
            },
        }

    def alias(self, url: str) -> str:
        return url.replace(self.host, self.asking_host, 1)

    @cached_property
    def aliased(self) -> dict[str, str]:
        """The endpoint behind each alias."""
        aliases = self.metadata().get("mtls_endpoint_aliases", {}).values()
        return {url: url.replace(self.asking_host, self.host, 1) for url in aliases}

    def answer(self, request: Request) -> Response:
        """An alias answers as the endpoint does."""
        request.url = self.aliased.get(request.url, request.url)
        return super().answer(request)

    # Client authentication (section 2)

    def authenticate(self, request: Request) -> Client:
        """The client, after its certificate proved it if that is its method."""
        client = self.clients.get(request.params.get("client_id", ""))
        method = client.metadata.get("token_endpoint_auth_method") if client else ""
        if client is None or method not in (CERTIFIED, SELF_SIGNED):
            return super().authenticate(request)
        self.check_certificate(client, request.certificate)
        return client

    def check_certificate(self, client: Client, shown: bytes) -> None:
        if not shown:
            raise Rejected("invalid_client", "The client showed no certificate.")
        certificate = x509.load_der_x509_certificate(shown)
        if client.metadata["token_endpoint_auth_method"] == SELF_SIGNED:
            right = self.is_registered(client, certificate, shown)
        else:
            right = self.is_certified(certificate) and self.is_subject(client, certificate)
        if not right:
            raise Rejected("invalid_client", "This is not the client's certificate.")

    def is_certified(self, certificate: x509.Certificate) -> bool:
        """Signed by an authority that this provider trusts (section 2.1)."""
        trusted = x509.load_pem_x509_certificate(authority_pem().encode())
        try:
            certificate.verify_directly_issued_by(trusted)
        except (InvalidSignature, TypeError, ValueError):
            return False
        return True

    def is_subject(self, client: Client, certificate: x509.Certificate) -> bool:
        """Issued to the name that the client registered (section 2.1.2)."""
        try:
            name = x509.Name.from_rfc4514_string(client.metadata.get(SUBJECT, ""))
        except ValueError:
            return False
        return bool(list(name)) and certificate.subject == name

    def is_registered(self, client: Client, certificate: x509.Certificate, shown: bytes) -> bool:
        """One that the client registered with its keys (section 2.2)."""
        try:
            chains = [key.get("x5c") for key in self.client_jwks(client)]
        except BadJwt:
            return False
        registered = [chain[0] for chain in chains if isinstance(chain, list) and chain]
        return base64.b64encode(shown).decode() in registered

    # Tokens (sections 3 and 4)

    def grant_handler(self, request: Request) -> Callable[[Request, Client], dict[str, Any]]:
        """Whatever was granted, its access token is bound."""
        handle = super().grant_handler(request)
        return lambda request, client: self.bind(request, client, handle(request, client))

    def bind(self, request: Request, client: Client, answer: dict[str, Any]) -> dict[str, Any]:
        """A client that wants bound tokens gets them, if it shows what to bind them to."""
        if client.metadata.get(BOUND) is True and request.certificate:
            for name in {"access_token", "refresh_token"} & set(answer):
                self.certificates[answer[name]] = thumbprint_of(request.certificate)
        return answer

    def refresh(self, request: Request, client: Client) -> dict[str, Any]:
        """A public client's refresh token is bound as well (section 4)."""
        if not client.secret:
            self.check_refresh_binding(request, request.params.get("refresh_token", ""))
        return super().refresh(request, client)

    def check_refresh_binding(self, request: Request, token: str) -> None:
        if not self.fits(request, token):
            raise Rejected("invalid_grant", "The refresh token is bound to a certificate.")

    def fits(self, request: Request, token: str) -> bool:
        """Whether the token is bound to nothing, or to the certificate that was shown."""
        bound = self.certificates.get(token)
        return bound is None or bound == thumbprint_of(request.certificate)

    def grant_of_bearer(self, request: Request) -> Grant:
        """A bound token comes with its certificate (section 3)."""
        grant = super().grant_of_bearer(request)
        self.check_binding(request, self.header_token(request) or self.form_token(request))
        return grant

    def check_binding(self, request: Request, token: str) -> None:
        if not self.fits(request, token):
            raise Rejected("invalid_token", "The access token is bound to a certificate.", 401)

    def introspected(self, token: AccessToken) -> dict[str, Any]:
        """With what a resource has to compare (section 3.2)."""
        bound = self.certificates.get(token.value)
        return super().introspected(token) | ({"cnf": {"x5t#S256": bound}} if bound else {})
