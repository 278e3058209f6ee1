"""Endpoints, and what is done at them, that a provider may have."""

from suites.checks.suite import Feature
from suites.op.features.words import flagged, listed, published
from suites.op.op import Op

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105 - a grant type
END_SESSION = published("end_session_endpoint")

ENDPOINTS: dict[str, Feature[Op]] = {
    "par": published("pushed_authorization_request_endpoint"),
    "authorization-details": published("authorization_details_types_supported"),
    "claims-parameter": flagged("claims_parameter_supported"),
    "signed-userinfo": listed("userinfo_signing_alg_values_supported", "RS256"),
    "encrypted-userinfo": published("userinfo_encryption_alg_values_supported"),
    "registration": published("registration_endpoint"),
    "pairwise": listed("subject_types_supported", "pairwise"),
    "userinfo": published("userinfo_endpoint"),
    "revocation": published("revocation_endpoint"),
    "introspection": published("introspection_endpoint"),
    "device": published("device_authorization_endpoint"),
    "dpop": published("dpop_signing_alg_values_supported"),
    "certificate-bound-tokens": flagged("tls_client_certificate_bound_access_tokens"),
    "offline-access": listed("scopes_supported", "offline_access"),
    "token-exchange": listed("grant_types_supported", TOKEN_EXCHANGE, "token-exchange"),
    "end_session": END_SESSION,
    "backchannel-logout": flagged("backchannel_logout_supported"),
    "frontchannel-logout": flagged("frontchannel_logout_supported"),
    "session-management": published("check_session_iframe"),
}
