"""The discovery document of Okta."""

from typing import Any

from fakes.engine.provider import Provider

AUTH_METHODS = [
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
    "none",
]
REQUEST_ALGORITHMS = [f"{kind}{bits}" for kind in ("HS", "RS", "ES") for bits in (256, 384, 512)]
GRANT_TYPES = [
    "authorization_code",
    "implicit",
    "refresh_token",
    "password",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:openid:params:grant-type:ciba",
    "urn:okta:params:oauth:grant-type:otp",
    "http://auth0.com/oauth/grant-type/mfa-otp",
    "urn:okta:params:oauth:grant-type:oob",
    "http://auth0.com/oauth/grant-type/mfa-oob",
]
SCOPES = {
    "org": ["openid", "email", "profile", "address", "phone", "offline_access", "groups"],
    "default": ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"],
}
# fmt: off
CLAIMS = [
    "iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "amr", "idp", "nonce", "name",
    "nickname", "preferred_username", "given_name", "middle_name", "family_name", "email",
    "email_verified", "profile", "zoneinfo", "locale", "address", "phone_number", "picture",
    "website", "gender", "birthdate", "updated_at", "at_hash", "c_hash",
]
RESPONSE_TYPES = [
    "code", "id_token", "code id_token", "code token", "id_token token", "code id_token token",
]
# fmt: on


class MetadataOfOkta(Provider):
    """The same members at the org server and at a custom one; the scopes differ."""

    def metadata_headers(self) -> dict[str, str]:
        return super().metadata_headers() | {"cache-control": "max-age=86400, must-revalidate"}

    def metadata(self) -> dict[str, Any]:
        """The members in the order of the product's own document."""
        at = self.endpoints
        return {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorization"],
            "token_endpoint": at["token"],
            "userinfo_endpoint": at["userinfo"],
            "registration_endpoint": at["registration"],
            "jwks_uri": at["jwks"],
            "response_types_supported": RESPONSE_TYPES,
            "response_modes_supported": list(self.response_modes()),
            "grant_types_supported": GRANT_TYPES,
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": SCOPES[self.options["server"]],
            "token_endpoint_auth_methods_supported": AUTH_METHODS,
            "claims_supported": CLAIMS,
            "code_challenge_methods_supported": ["S256"],
        } | self.metadata_of_further_endpoints()

    def metadata_of_further_endpoints(self) -> dict[str, Any]:
        at = self.endpoints
        return {
            "introspection_endpoint": at["introspection"],
            "introspection_endpoint_auth_methods_supported": AUTH_METHODS,
            "revocation_endpoint": at["revocation"],
            "revocation_endpoint_auth_methods_supported": AUTH_METHODS,
            "end_session_endpoint": at["end_session"],
            "request_parameter_supported": True,
            "request_object_signing_alg_values_supported": REQUEST_ALGORITHMS,
            "device_authorization_endpoint": at["device"],
            "pushed_authorization_request_endpoint": at["par"],
            "backchannel_token_delivery_modes_supported": ["poll"],
            "backchannel_authentication_request_signing_alg_values_supported": REQUEST_ALGORITHMS,
            "dpop_signing_alg_values_supported": REQUEST_ALGORITHMS[3:],
        }
