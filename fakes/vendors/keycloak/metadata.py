"""Keycloak's discovery document, in the order of its own members, and its keys."""

import hashlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from fakes.engine.provider import Provider
from fakes.keys import SigningKey, base64url, called, certified, rsa_key

# fmt: off
SIGNING = [
    "PS384", "RS384", "EdDSA", "ES384", "HS256", "HS512", "ES256", "RS256", "HS384", "ES512",
    "PS256", "PS512", "RS512",
]
WITHOUT_MACS = [one for one in SIGNING if not one.startswith("HS")]
ENCRYPTION = [
    "ECDH-ES+A256KW", "ECDH-ES+A192KW", "ECDH-ES+A128KW", "RSA-OAEP", "RSA-OAEP-256", "RSA1_5",
    "ECDH-ES",
]
CONTENT = [
    "A256GCM", "A192GCM", "A128GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512",
]
GRANT_TYPES = [
    "authorization_code", "client_credentials", "implicit", "password", "refresh_token",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "urn:ietf:params:oauth:grant-type:token-exchange",
    "urn:ietf:params:oauth:grant-type:uma-ticket", "urn:openid:params:grant-type:ciba",
]
RESPONSE_TYPES = [
    "code", "none", "id_token", "token", "id_token token", "code id_token", "code token",
    "code id_token token",
]
RESPONSE_MODES = [
    "query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt", "jwt",
]
AUTH_METHODS = [
    "private_key_jwt", "client_secret_basic", "client_secret_post", "tls_client_auth",
    "client_secret_jwt",
]
CLAIMS = [
    "iss", "sub", "aud", "exp", "iat", "auth_time", "name", "given_name", "family_name",
    "preferred_username", "email", "acr", "azp", "nonce",
]
SCOPES = [
    "openid", "organization", "offline_access", "phone", "acr", "profile", "address", "roles",
    "email", "service_account", "microprofile-jwt", "basic", "web-origins",
]
ALIASED = [
    "token_endpoint", "revocation_endpoint", "introspection_endpoint",
    "device_authorization_endpoint", "registration_endpoint", "userinfo_endpoint",
    "pushed_authorization_request_endpoint", "backchannel_authentication_endpoint",
]
# fmt: on


class MetadataOfKeycloak(Provider):
    """The document lists what the server can do, whatever single clients may use of it."""

    def metadata(self) -> dict[str, Any]:
        told = self.endpoints_and_grants() | self.algorithms() | self.capabilities()
        aliases = {"mtls_endpoint_aliases": {name: told[name] for name in ALIASED}}
        return told | aliases | {"authorization_response_iss_parameter_supported": True}

    def metadata_headers(self) -> dict[str, str]:
        return super().metadata_headers() | {"cache-control": "no-cache"}

    def endpoints_and_grants(self) -> dict[str, Any]:
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "introspection_endpoint": at["introspection"],
            "userinfo_endpoint": at["userinfo"],
            "end_session_endpoint": at["end_session"],
            "frontchannel_logout_session_supported": True,
            "frontchannel_logout_supported": True,
            "jwks_uri": at["jwks"],
            "check_session_iframe": at["session_frame"],
            "grant_types_supported": GRANT_TYPES,
            "acr_values_supported": ["0", "1"],
            "response_types_supported": RESPONSE_TYPES,
            "subject_types_supported": ["public", "pairwise"],
            "prompt_values_supported": ["none", "login", "consent"],
        }

    def algorithms(self) -> dict[str, Any]:
        return {
            "id_token_signing_alg_values_supported": SIGNING,
            **encryption_of("id_token"),
            "userinfo_signing_alg_values_supported": [*SIGNING, "none"],
            **encryption_of("userinfo"),
            "request_object_signing_alg_values_supported": [*SIGNING, "none"],
            **encryption_of("request_object"),
            "response_modes_supported": RESPONSE_MODES,
            "registration_endpoint": self.endpoints["registration"],
            **client_authentication_at("token"),
            **client_authentication_at("introspection"),
            "authorization_signing_alg_values_supported": SIGNING,
            "authorization_encryption_alg_values_supported": ENCRYPTION,
            "authorization_encryption_enc_values_supported": CONTENT,
        }

    def capabilities(self) -> dict[str, Any]:
        at = self.endpoints
        return {
            "claims_supported": CLAIMS,
            "claim_types_supported": ["normal"],
            "claims_parameter_supported": True,
            "scopes_supported": SCOPES,
            "request_parameter_supported": True,
            "request_uri_parameter_supported": True,
            "require_request_uri_registration": True,
            "code_challenge_methods_supported": ["plain", "S256"],
            "tls_client_certificate_bound_access_tokens": True,
            "revocation_endpoint": at["revocation"],
            **client_authentication_at("revocation"),
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
            "device_authorization_endpoint": at["device"],
            "backchannel_token_delivery_modes_supported": ["poll", "ping"],
            "backchannel_authentication_endpoint": at["ciba"],
            "backchannel_authentication_request_signing_alg_values_supported": WITHOUT_MACS,
            "require_pushed_authorization_requests": False,
            "pushed_authorization_request_endpoint": at["par"],
        }

    def signing_keys(self) -> list[SigningKey]:
        """The key in use; the other one of the set is for encryption."""
        return [SigningKey(key_id("sig"), rsa_key(f"{self.vendor} sig"))]

    def jwks(self) -> dict[str, Any]:
        """With a key that signs nothing, and a certificate for each key."""
        keys = super().jwks()["keys"]
        signing = [in_order(key, rsa_key(f"{self.vendor} sig")) for key in keys]
        private = rsa_key(f"{self.vendor} enc")
        encrypting = SigningKey(key_id("enc"), private).public_jwk()
        return {
            "keys": [
                in_order(encrypting | {"use": "enc", "alg": "RSA-OAEP"}, private),
                *signing,
            ]
        }


def encryption_of(what: str) -> dict[str, Any]:
    return {
        f"{what}_encryption_alg_values_supported": ENCRYPTION,
        f"{what}_encryption_enc_values_supported": CONTENT,
    }


def client_authentication_at(endpoint: str) -> dict[str, Any]:
    return {
        f"{endpoint}_endpoint_auth_methods_supported": AUTH_METHODS,
        f"{endpoint}_endpoint_auth_signing_alg_values_supported": SIGNING,
    }


def key_id(name: str) -> str:
    """A key ID as the product writes it."""
    return base64url(hashlib.sha256(called(f"key {name}").encode()).digest())


def in_order(key: dict[str, Any], private: RSAPrivateKey) -> dict[str, Any]:
    """A public key as the product publishes it: members in its order, with a certificate."""
    first = {name: key[name] for name in ("kid", "kty", "alg", "use")}
    return first | certified(private) | key
