"""Providers that offer what nobody should use any more."""

from typing import Any

from starlette.responses import Response

from fakes.faults import fault
from fakes.faults.editing import rewrite
from fakes.faults.homes import Confidential, Reference
from fakes.wire.request import Request


def listing(document: dict[str, Any], member: str, *values: str) -> dict[str, Any]:
    """The document with more values in a list."""
    return document | {member: [*document.get(member, []), *values]}


@fault(caught_by=["discovery/password-grant"])
class PasswordGrantListed(Reference):
    """The discovery document lists the password grant."""

    def document(self) -> dict[str, Any]:
        return listing(super().document(), "grant_types_supported", "password")


@fault(caught_by=[], at_home=["pkce/plain-as-announced"])
class PlainListed(Reference):
    """The discovery document lists the challenge method plain."""

    def document(self) -> dict[str, Any]:
        return listing(super().document(), "code_challenge_methods_supported", "plain")


@fault(caught_by=["discovery/prohibited-algorithms"])
class Sha1Listed(Reference):
    """The discovery document lists signatures with SHA-1 for UserInfo."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"userinfo_signing_alg_values_supported": ["RS256", "RS1"]}


@fault(caught_by=["discovery/rsa1-5"])
class Rsa15Listed(Reference):
    """The discovery document lists the old RSA encryption for ID Tokens."""

    def document(self) -> dict[str, Any]:
        more = {
            "id_token_encryption_alg_values_supported": ["RSA-OAEP-256", "RSA1_5"],
            "id_token_encryption_enc_values_supported": ["A256GCM"],
        }
        return super().document() | more


@fault(caught_by=["discovery/mac-for-public-clients", "discovery/asymmetric-authentication"])
class MacsWithoutSecrets(Confidential):
    """The discovery document lists HS256 for ID Tokens, and no client authentication."""

    def document(self) -> dict[str, Any]:
        methods = {"token_endpoint_auth_methods_supported": ["none"]}
        member = "id_token_signing_alg_values_supported"
        return listing(super().document() | methods, member, "HS256")


def rewritten(request: Request, response: Response, old: str, new: str) -> None:
    """Changes the metadata for OAuth clients, and nothing else."""
    if "/.well-known/oauth-authorization-server" in request.url:
        rewrite(response, lambda body: body.replace(old, new))


@fault(caught_by=["discovery/oauth-media-type"])
class OauthMetadataAsText(Reference):
    """The metadata for OAuth clients are served as text."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        if "/.well-known/oauth-authorization-server" in request.url:
            response.headers["content-type"] = "text/plain"


@fault(caught_by=["discovery/oauth-issuer"])
class OauthMetadataOfAnotherIssuer(Reference):
    """The metadata for OAuth clients name another issuer."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        rewritten(request, response, f'"issuer":"{self.issuer}"', f'"issuer":"{self.issuer}/x"')


@fault(caught_by=["discovery/oauth-consistent"])
class OauthMetadataOfAnOlderServer(Reference):
    """The metadata for OAuth clients name another token endpoint."""

    def finish(self, request: Request, response: Response) -> None:
        super().finish(request, response)
        at = self.endpoints["token"]
        rewritten(request, response, f'"{at}"', f'"{at}/v0"')
