"""The members of a discovery document that specifications define, by the kind of their value.

Source: OpenID Connect Discovery 1.0 section 3, and IANA's registry "OAuth Authorization Server
Metadata" with the specifications that it names.
"""

from functools import cache

from suites.op.op import Op
from suites.verdicts.expect import NotApplicable, presuming

# fmt: off
ENDPOINTS = (
    "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint",
    "registration_endpoint", "revocation_endpoint", "introspection_endpoint",
    "device_authorization_endpoint", "pushed_authorization_request_endpoint",
    "backchannel_authentication_endpoint",
)
URLS = (
    "issuer", "jwks_uri", *ENDPOINTS, "check_session_iframe", "service_documentation",
    "op_policy_uri", "op_tos_uri",
)
LISTS = (
    "scopes_supported", "response_types_supported", "response_modes_supported",
    "grant_types_supported", "acr_values_supported", "subject_types_supported",
    "id_token_signing_alg_values_supported", "id_token_encryption_alg_values_supported",
    "id_token_encryption_enc_values_supported", "userinfo_signing_alg_values_supported",
    "userinfo_encryption_alg_values_supported", "userinfo_encryption_enc_values_supported",
    "request_object_signing_alg_values_supported",
    "request_object_encryption_alg_values_supported",
    "request_object_encryption_enc_values_supported",
    "authorization_signing_alg_values_supported", "authorization_encryption_alg_values_supported",
    "authorization_encryption_enc_values_supported", "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "introspection_signing_alg_values_supported", "introspection_encryption_alg_values_supported",
    "introspection_encryption_enc_values_supported", "display_values_supported",
    "claim_types_supported", "claims_supported", "claims_locales_supported",
    "ui_locales_supported", "code_challenge_methods_supported", "prompt_values_supported",
    "dpop_signing_alg_values_supported", "authorization_details_types_supported",
    "backchannel_token_delivery_modes_supported",
    "backchannel_authentication_request_signing_alg_values_supported",
)
BOOLEANS = (
    "claims_parameter_supported", "request_parameter_supported",
    "request_uri_parameter_supported", "require_request_uri_registration",
    "require_signed_request_object", "require_pushed_authorization_requests",
    "authorization_response_iss_parameter_supported",
    "tls_client_certificate_bound_access_tokens", "frontchannel_logout_supported",
    "frontchannel_logout_session_supported", "backchannel_logout_supported",
    "backchannel_logout_session_supported", "backchannel_user_code_parameter_supported",
    "client_id_metadata_document_supported",
)
# fmt: on
KNOWN = frozenset((*URLS, *LISTS, *BOOLEANS, "mtls_endpoint_aliases", "signed_metadata"))


def meant(member: str) -> str:
    """The member that an unknown name is a slip of (case, plural, url for uri), or nothing."""
    return "" if member in KNOWN else _known_by_blur().get(_blurred(member), "")


@cache
def _known_by_blur() -> dict[str, str]:
    return {_blurred(known): known for known in sorted(KNOWN, reverse=True)}


def _blurred(member: str) -> str:
    letters = "".join(one for one in member.lower() if one.isalnum())
    return letters.replace("url", "uri").replace("s", "")


def required_list(op: Op, member: str) -> list[str]:
    """A list that must be there. Its type, and whether it is empty, is for other checks to say."""
    _ = op.discovery()[member]
    with presuming():
        return op.discovery().strings(member)


def optional_list(op: Op, member: str) -> list[str]:
    """A list that may be left out. Raises NotApplicable without it, NotRun if it is malformed."""
    if member not in op.discovery():
        raise NotApplicable(f"The discovery document has no {member}.")
    with presuming():
        return op.discovery().strings(member)


def endpoints_of(op: Op) -> dict[str, str]:
    """Every endpoint of the document by its member's name, unknown ones too; strings only."""
    return {
        member: value
        for member, value in op.discovery().items()
        if member.endswith("_endpoint") and isinstance(value, str)
    }


def response_types_of(op: Op) -> list[frozenset[str]]:
    """The response types that are offered; the order of the words in one has no meaning."""
    with presuming():
        offered = op.discovery().strings("response_types_supported")
    return [frozenset(one.split()) for one in offered]
