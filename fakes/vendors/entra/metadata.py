"""Entra's discovery documents, in the order of their own members, and its keys."""

from typing import Any

from fakes.engine.provider import Provider
from fakes.keys import SigningKey, certified, rsa_key

KEYS = ("entra", "entra next")
AUTH_METHODS = ["client_secret_post", "private_key_jwt", "client_secret_basic"]
RESPONSE_TYPES_OF_VERSION_1 = ["code", "id_token", "code id_token", "token id_token", "token"]
RESPONSE_MODES = ["query", "fragment", "form_post"]
# fmt: off
CLAIMS = [
    "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name",
    "msgraph_host", "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username",
    "name", "tid", "ver", "at_hash", "c_hash", "email",
]
CLAIMS_OF_VERSION_1 = [
    "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name",
    "msgraph_host", "aud", "exp", "iat", "auth_time", "acr", "amr", "nonce", "email",
    "given_name", "family_name", "nickname",
]
# fmt: on
CLOUD = {
    "tenant_region_scope": "WW",
    "cloud_instance_name": "microsoftonline.com",
    "cloud_graph_host_name": "graph.windows.net",
    "msgraph_host": "graph.microsoft.com",
    "rbac_url": "https://pas.windows.net",
}


class MetadataOfEntra(Provider):
    """The document says nothing of PKCE, grants, refresh or revocation."""

    def metadata(self) -> dict[str, Any]:
        return of_version_2(self.endpoints, self.issuer)

    def metadata_headers(self) -> dict[str, str]:
        return super().metadata_headers() | {"cache-control": "max-age=86400, private"}

    def signing_keys(self) -> list[SigningKey]:
        """The key in use, and the next one; the thumbprint of its certificate is its key ID."""
        return [SigningKey(certified(rsa_key(name))["x5t"], rsa_key(name)) for name in KEYS]

    def jwks(self) -> dict[str, Any]:
        """Each key with its certificate, and with the issuer that it signs for."""
        keys = {one.kid: one for one in self.signing_keys()}
        return {"keys": [self.told_key(key, keys) for key in super().jwks()["keys"]]}

    def told_key(self, key: dict[str, Any], keys: dict[str, SigningKey]) -> dict[str, Any]:
        told = {name: value for name, value in key.items() if name != "alg"}
        if key.get("kid") in keys:
            members = certified(keys[key["kid"]].private)
            told |= {name: members[name] for name in ("x5t", "x5c")}
        return told | {"cloud_instance_name": "microsoftonline.com", "issuer": self.issuer}


def of_version_2(at: dict[str, str], issuer: str) -> dict[str, Any]:
    """The document of version 2.0."""
    return {
        "token_endpoint": at["token"],
        "token_endpoint_auth_methods_supported": AUTH_METHODS,
        "jwks_uri": at["jwks"],
        "response_modes_supported": RESPONSE_MODES,
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": issuer,
        "request_uri_parameter_supported": False,
        "userinfo_endpoint": at["userinfo"],
        "authorization_endpoint": at["authorization"],
        "device_authorization_endpoint": at["device"],
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": at["end_session"],
        "claims_supported": CLAIMS,
        "kerberos_endpoint": at["kerberos"],
        **CLOUD,
    }


def of_version_1(base: str, tenant: str) -> dict[str, Any]:
    """The document of version 1.0: its issuer is on another host."""
    oauth = f"{base}/{tenant}/oauth2"
    return {
        "token_endpoint": f"{oauth}/token",
        "token_endpoint_auth_methods_supported": AUTH_METHODS,
        "jwks_uri": f"{base}/common/discovery/keys",
        "response_modes_supported": RESPONSE_MODES,
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": RESPONSE_TYPES_OF_VERSION_1,
        "scopes_supported": ["openid"],
        "issuer": f"https://sts.windows.net/{tenant}/",
        "microsoft_multi_refresh_token": True,
        "authorization_endpoint": f"{oauth}/authorize",
        "device_authorization_endpoint": f"{oauth}/devicecode",
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": f"{oauth}/logout",
        "claims_supported": CLAIMS_OF_VERSION_1,
        "check_session_iframe": f"{oauth}/checksession",
        "userinfo_endpoint": f"{base}/{tenant}/openid/userinfo",
        "kerberos_endpoint": f"{base}/{tenant}/kerberos",
        **CLOUD,
    }
