"""Defects of what the discovery document says that the provider can do."""

from typing import Any

from fakes.faults import fault
from fakes.faults.editing import never, without
from fakes.faults.homes import Confidential, Reference

FORM_POST = "response_modes_supported"
AUTH_METHODS = "token_endpoint_auth_methods_supported"
AUTH_ALGS = "token_endpoint_auth_signing_alg_values_supported"
# What is served and not listed: the reference has hybrid types to serve.
UNANNOUNCED = ["flow/unannounced-hybrid", "flow/unannounced-implicit"]


@fault(caught_by=["discovery/response-types"], at_home=UNANNOUNCED)
class NoResponseTypes(Reference):
    """The discovery document has no response_types_supported."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "response_types_supported")


@fault(
    caught_by=[
        "discovery/response-type-of-the-application",
        "discovery/dynamic-response-types",
    ],
    at_home=UNANNOUNCED,
)
class OnlyHybridOffered(Reference):
    """The discovery document lists only a response type that the application does not use."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"response_types_supported": ["code id_token"]}


@fault(
    caught_by=[
        "discovery/grant-types-usable",
        "discovery/dynamic-response-types",
        "discovery/refresh-token-grant",
    ],
    at_home=UNANNOUNCED,
)
class ImplicitGrantAlone(Reference):
    """The grant type implicit is listed, and no response type that uses it."""

    def document(self) -> dict[str, Any]:
        grants = ["authorization_code", "implicit"]
        types = {"response_types_supported": ["code"], "grant_types_supported": grants}
        return super().document() | types


@fault(caught_by=["discovery/form-post"])
class FormPostNotOffered(Reference):
    """The application uses form_post, and the discovery document does not list it."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators("implicit")

    def document(self) -> dict[str, Any]:
        return super().document() | {FORM_POST: ["query", "fragment"]}


@fault(caught_by=["discovery/form-post"])
class FormPostNotSaid(Reference):
    """The application uses form_post, and the discovery document lists no response modes."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators("implicit")

    def document(self) -> dict[str, Any]:
        return without(super().document(), FORM_POST)


@fault(caught_by=["discovery/subject-types"])
class NoSubjectTypes(Reference):
    """The discovery document has no subject_types_supported."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "subject_types_supported")


@fault(caught_by=["discovery/id-token-algs", "id-token/algorithm-advertised"])
class NoRs256(Reference):
    """RS256 is not among the algorithms of ID Tokens."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"id_token_signing_alg_values_supported": ["PS256"]}


@fault(caught_by=["discovery/id-token-alg-none"])
class UnsignedIdTokensOffered(Reference):
    """The discovery document offers unsigned ID Tokens."""

    def document(self) -> dict[str, Any]:
        algs = ["RS256", "none"]
        return super().document() | {"id_token_signing_alg_values_supported": algs}


@fault(caught_by=["discovery/scopes-supported"])
class NoScopes(Reference):
    """The discovery document has no scopes_supported."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "scopes_supported")


@fault(caught_by=["discovery/scope-openid"])
class OpenidNotListed(Reference):
    """The scope openid is not listed."""

    def document(self) -> dict[str, Any]:
        scopes = never(super().document()["scopes_supported"], "openid")
        return super().document() | {"scopes_supported": scopes}


@fault(caught_by=["discovery/scopes-of-the-application"])
class EmailScopeNotListed(Reference):
    """The scope email is not listed, and the application asks for it."""

    def document(self) -> dict[str, Any]:
        scopes = never(super().document()["scopes_supported"], "email")
        return super().document() | {"scopes_supported": scopes}


@fault(caught_by=["discovery/claims-supported"])
class NoClaims(Reference):
    """The discovery document has no claims_supported."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "claims_supported")


@fault(caught_by=["discovery/claims-of-the-application"])
class EmailClaimNotListed(Reference):
    """The claim email is not listed, and the application needs it."""

    def document(self) -> dict[str, Any]:
        claims = never(super().document()["claims_supported"], "email")
        return super().document() | {"claims_supported": claims}


@fault(caught_by=["discovery/code-challenge-methods"])
class PkceNotSaid(Reference):
    """The discovery document does not say that PKCE is supported."""

    def document(self) -> dict[str, Any]:
        return without(super().document(), "code_challenge_methods_supported")


@fault(
    caught_by=["discovery/code-challenge-s256"],
    at_home=["pkce/plain-as-announced"],
)
class OnlyPlainListed(Reference):
    """The discovery document lists `plain` as the only code challenge method."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"code_challenge_methods_supported": ["plain"]}


@fault(caught_by=["discovery/public-client-auth-method"])
class PublicClientsNotListed(Reference):
    """The discovery document lists no authentication method `none`."""

    def document(self) -> dict[str, Any]:
        return super().document() | {AUTH_METHODS: ["client_secret_basic"]}


@fault(
    caught_by=[
        "discovery/grant-types-complete",
        "discovery/dynamic-grant-types",
        "discovery/refresh-token-grant",
    ]
)
class ImplicitGrantNotListed(Reference):
    """The grant type implicit is not listed, though its response types are."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"grant_types_supported": ["authorization_code"]}


@fault(caught_by=["discovery/dynamic-response-types"], at_home=UNANNOUNCED)
class RegistrationWithoutHybrid(Reference):
    """Clients may register themselves, and `id_token token` is not offered."""

    def document(self) -> dict[str, Any]:
        types = {"response_types_supported": ["code", "id_token"]}
        return super().document() | types | {"registration_endpoint": f"{self.base}/register"}


@fault(
    caught_by=[
        "discovery/dynamic-grant-types",
        "discovery/grant-types-complete",
        "discovery/refresh-token-grant",
    ]
)
class RegistrationWithoutImplicit(Reference):
    """Clients may register themselves, and the implicit grant is not listed."""

    def document(self) -> dict[str, Any]:
        grants = {"grant_types_supported": ["authorization_code"]}
        return super().document() | grants | {"registration_endpoint": f"{self.base}/register"}


@fault(caught_by=["discovery/auth-signing-algs"])
class NoAuthSigningAlgs(Reference):
    """private_key_jwt is offered without the algorithms for it."""

    def document(self) -> dict[str, Any]:
        document = without(super().document(), AUTH_ALGS)
        return document | {AUTH_METHODS: ["none", "private_key_jwt"]}


@fault(caught_by=["discovery/auth-signing-algs-none"])
class UnsignedAssertionsOffered(Reference):
    """Unsigned client assertions are offered."""

    def document(self) -> dict[str, Any]:
        return super().document() | {AUTH_ALGS: ["RS256", "none"]}


@fault(caught_by=["discovery/request-uri-flags"])
class RequestUriFlagsDisagree(Reference):
    """request_uri is not supported, and has to be registered."""

    def document(self) -> dict[str, Any]:
        flags = {
            "request_uri_parameter_supported": False,
            "require_request_uri_registration": True,
        }
        return super().document() | flags


@fault(caught_by=["discovery/request-object-algs"])
class RequestObjectsWithoutRs256(Reference):
    """RS256 is not among the algorithms of request objects."""

    def document(self) -> dict[str, Any]:
        return super().document() | {"request_object_signing_alg_values_supported": ["ES256"]}


@fault(caught_by=["discovery/encryption-pairs"])
class EncryptionWithoutKeyManagement(Reference):
    """Content encryption of ID Tokens is listed without key management."""

    def document(self) -> dict[str, Any]:
        enc = {"id_token_encryption_enc_values_supported": ["A128CBC-HS256"]}
        return without(super().document(), "id_token_encryption_alg_values_supported") | enc


@fault(caught_by=["discovery/refresh-token-grant"])
class RefreshGrantNotListed(Reference):
    """Refresh tokens are given, and the grant type refresh_token is not listed."""

    def document(self) -> dict[str, Any]:
        grants = never(super().document().get("grant_types_supported", []), "refresh_token")
        return super().document() | {"grant_types_supported": grants}


@fault(caught_by=["discovery/asymmetric-authentication"])
class SecretsAlone(Confidential):
    """Clients can prove themselves by a secret alone."""

    def document(self) -> dict[str, Any]:
        methods = ["none", "client_secret_basic", "client_secret_post"]
        return super().document() | {"token_endpoint_auth_methods_supported": methods}
