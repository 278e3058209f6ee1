"""What a client may say about itself (Registration 1.0 and RFC 7591, section 2)."""

import json
from typing import Any
from urllib.parse import SplitResult, urlsplit

from fakes.engine.endpoint import Rejected
from fakes.engine.outgoing import LOOPBACK_HOSTS
from fakes.engine.provider import Provider
from fakes.wire.request import Request

SCOPE = ("openid", "profile", "email", "address", "phone", "offline_access")
DEFAULTS = {
    "response_types": ["code"],
    "grant_types": ["authorization_code"],
    "token_endpoint_auth_method": "client_secret_basic",
    "application_type": "web",
}


class ClientMetadata(Provider):
    """Reads the metadata of a client, and holds each member to its rules."""

    metadata_rules: tuple[str, ...] = (
        "check_member_types",
        "check_redirect_uris",
        "check_grants",
        "check_auth_method",
        "check_urls",
        "check_keys",
    )

    def metadata_of(self, request: Request) -> dict[str, Any]:
        """The members that were sent, with the defaults of RFC 7591 section 2."""
        try:
            sent = json.loads(request.body)
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            raise Rejected("invalid_client_metadata", "The body must be a JSON object.")
        return DEFAULTS | self.kept(sent)

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        """What a client may say about itself; the rest is ignored (RFC 7591 section 2)."""
        kept = {name: sent[name] for name in REGISTRABLE if name in sent}
        if isinstance(kept.get("scope"), str):
            kept["scope"] = self.permitted_scope(kept["scope"])
        return kept

    def permitted_scope(self, asked: str) -> str:
        """Only what everybody may have."""
        return " ".join(one for one in asked.split() if one in SCOPE)

    def check_client_metadata(self, metadata: dict[str, Any]) -> None:
        """Raises Rejected for the first rule that is not kept (RFC 7591 section 3.2.2)."""
        for rule in self.metadata_rules:
            getattr(self, rule)(metadata)

    def check_member_types(self, metadata: dict[str, Any]) -> None:
        """Lists of strings where RFC 7591 has an array, strings at URLs and names."""
        for name, value in metadata.items():
            if name in LISTS:
                right = isinstance(value, list) and all(isinstance(one, str) for one in value)
            else:
                right = isinstance(value, str) or name not in STRINGS
            if not right:
                raise Rejected("invalid_client_metadata", f"{name} has the wrong type.")

    def check_redirect_uris(self, metadata: dict[str, Any]) -> None:
        """REQUIRED, and each of them right (Registration 1.0 section 2)."""
        if not metadata.get("redirect_uris"):
            raise Rejected("invalid_redirect_uri", "redirect_uris is missing or empty.")
        for uri in metadata["redirect_uris"]:
            self.check_registered_redirect_uri(uri, metadata["application_type"])

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        """No fragment and no pattern; https for the web (RFC 7591 section 5, RFC 8252 7)."""
        parts = url_parts(uri)
        native = application_type == "native" and not parts.netloc and "." in parts.scheme
        local = application_type == "native" and is_local_http(parts)
        web = application_type == "web" and is_public_https(parts)
        if not (web or native or local) or "*" in uri or "#" in uri:
            raise Rejected("invalid_redirect_uri", "A redirect URI is an https URL, as it is.")

    def check_grants(self, metadata: dict[str, Any]) -> None:
        """Nothing that is not offered to anybody."""
        offered = self.metadata()
        for name in ("response_types", "grant_types"):
            unknown = set(map(ordered, metadata[name])) - set(
                map(ordered, offered[f"{name}_supported"])
            )
            if unknown:
                raise Rejected("invalid_client_metadata", f"A value of {name} is not offered.")

    def check_auth_method(self, metadata: dict[str, Any]) -> None:
        offered = self.metadata()["token_endpoint_auth_methods_supported"]
        if metadata["token_endpoint_auth_method"] not in offered:
            raise Rejected("invalid_client_metadata", "The auth method is not offered.")

    def check_urls(self, metadata: dict[str, Any]) -> None:
        """What users and this provider are led to is https (RFC 7591 section 5)."""
        for name in URLS:
            if name in metadata and not self.url_allowed(name, metadata[name]):
                raise Rejected("invalid_client_metadata", f"{name} must be an https URL.")

    def check_keys(self, metadata: dict[str, Any]) -> None:
        """By value or by reference (RFC 7591 section 2)."""
        if {"jwks", "jwks_uri"} <= set(metadata):
            raise Rejected("invalid_client_metadata", "jwks and jwks_uri exclude each other.")

    def url_allowed(self, name: str, url: str) -> bool:
        """An https URL; on a provider for development http on loopback too."""
        parts = url_parts(url)
        at_home = urlsplit(self.base).hostname in LOOPBACK_HOSTS and name != "initiate_login_uri"
        return is_public_https(parts) or (at_home and is_local_http(parts))


def url_parts(url: str) -> SplitResult:
    """A URL taken apart; nothing of what is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def is_public_https(parts: SplitResult) -> bool:
    return parts.scheme == "https" and bool(parts.hostname) and not is_local(parts)


def is_local_http(parts: SplitResult) -> bool:
    return parts.scheme == "http" and is_local(parts)


def is_local(parts: SplitResult) -> bool:
    return parts.hostname in LOOPBACK_HOSTS


def ordered(response_type: str) -> str:
    """A response type, its words in one order (RFC 6749 section 3.1.1)."""
    return " ".join(sorted(response_type.split()))


# fmt: off
LISTS = (
    "redirect_uris", "response_types", "grant_types", "contacts", "default_acr_values",
    "request_uris", "post_logout_redirect_uris",
)
URLS = (
    "logo_uri", "client_uri", "policy_uri", "tos_uri", "jwks_uri", "sector_identifier_uri",
    "initiate_login_uri", "backchannel_logout_uri", "frontchannel_logout_uri",
)
STRINGS = (
    *URLS, "application_type", "client_name", "scope", "subject_type",
    "id_token_signed_response_alg", "userinfo_signed_response_alg", "request_object_signing_alg",
    "token_endpoint_auth_method", "token_endpoint_auth_signing_alg",
    "id_token_encrypted_response_alg", "id_token_encrypted_response_enc",
    "userinfo_encrypted_response_alg", "userinfo_encrypted_response_enc",
    "request_object_encryption_alg", "request_object_encryption_enc",
)
REGISTRABLE = (
    *LISTS, *STRINGS, "jwks", "default_max_age", "require_auth_time",
    "frontchannel_logout_session_required", "backchannel_logout_session_required",
    "require_pushed_authorization_requests", "require_signed_request_object",
    "tls_client_auth_subject_dn", "dpop_bound_access_tokens",
    "tls_client_certificate_bound_access_tokens",
)
# fmt: on
