"""PingFederate's discovery document, in the order of its own members, and its keys."""

import hashlib
from typing import Any

from fakes.engine.provider import Provider
from fakes.keys import SigningKey, base64url, called, rsa_key

ASYMMETRIC = [f"{kind}{bits}" for kind in ("RS", "ES", "PS") for bits in (256, 384, 512)]
SIGNING = ["none", "HS256", "HS384", "HS512", *ASYMMETRIC]
KEY_MEMBERS = ("kty", "kid", "use", "n", "e")
SCOPES = ["address", "email", "phone", "openid", "profile"]
# fmt: off
RESPONSE_TYPES = [
    "code", "token", "id_token", "code token", "code id_token", "token id_token",
    "code token id_token",
]
GRANT_TYPES = [
    "implicit", "authorization_code", "refresh_token", "password", "client_credentials",
    "urn:pingidentity.com:oauth2:grant_type:validate_bearer",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
    "urn:ietf:params:oauth:grant-type:saml2-bearer",
    "urn:ietf:params:oauth:grant-type:device_code", "urn:openid:params:grant-type:ciba",
]
KEY_MANAGEMENT = [
    "dir", "A128KW", "A192KW", "A256KW", "A128GCMKW", "A192GCMKW", "A256GCMKW", "ECDH-ES",
    "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW", "RSA-OAEP",
]
CONTENT = [
    "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512", "A128GCM", "A192GCM", "A256GCM",
]
# fmt: on


class MetadataOfPing(Provider):
    """Members of the product's own stand where it has its own ways."""

    def metadata(self) -> dict[str, Any]:
        at = self.endpoints
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "revocation_endpoint": at["revocation"],
            "userinfo_endpoint": at["userinfo"],
            "introspection_endpoint": at["introspection"],
            "jwks_uri": at["jwks"],
            "registration_endpoint": at["registration"],
            "ping_revoked_sris_endpoint": at["revoked_sris"],
            "ping_end_session_endpoint": at["slo"],
            "device_authorization_endpoint": at["device"],
        }
        if self.options["logout"] == "openid":
            told["end_session_endpoint"] = at["end_session"]
        return told | self.capabilities()

    def capabilities(self) -> dict[str, Any]:
        return {
            "scopes_supported": SCOPES,
            "response_types_supported": RESPONSE_TYPES,
            "response_modes_supported": ["fragment", "query", "form_post"],
            "grant_types_supported": GRANT_TYPES,
            "subject_types_supported": ["public", "pairwise"],
            "id_token_signing_alg_values_supported": SIGNING,
            "token_endpoint_auth_methods_supported": [
                "client_secret_basic",
                "client_secret_post",
                "private_key_jwt",
            ],
            "token_endpoint_auth_signing_alg_values_supported": ASYMMETRIC,
            "claim_types_supported": ["normal"],
            "claims_parameter_supported": False,
            "request_parameter_supported": True,
            "request_uri_parameter_supported": False,
            "request_object_signing_alg_values_supported": ASYMMETRIC,
            "id_token_encryption_alg_values_supported": KEY_MANAGEMENT,
            "id_token_encryption_enc_values_supported": CONTENT,
            "backchannel_authentication_endpoint": self.endpoints["ciba"],
            "backchannel_token_delivery_modes_supported": ["poll", "ping"],
            "backchannel_authentication_request_signing_alg_values_supported": ASYMMETRIC,
            "backchannel_user_code_parameter_supported": False,
        }

    def signing_keys(self) -> list[SigningKey]:
        kid = base64url(hashlib.sha256(called(self.vendor).encode()).digest())
        return [SigningKey(kid, rsa_key(self.vendor))]

    def jwks(self) -> dict[str, Any]:
        keys = super().jwks()["keys"]
        return {"keys": [{name: key[name] for name in KEY_MEMBERS} for key in keys]}
