"""What a target may or may not claim: the closed list of words for `needs` of a check.

Each word has a function that returns why the feature is missing, or an empty string.
"""

from collections.abc import Callable
from typing import Any

from fakes.vendors import deviations
from suites.op.features.client_authentication import JWT_FEATURES

Feature = Callable[[Any], str]


def code(op: Any) -> str:
    return _offers(op, "code", "pkce")


def implicit(op: Any) -> str:
    return _offers(op, "id_token", "implicit")


def other_auth_method(op: Any) -> str:
    """The auth method that the application could use but does not."""
    return implicit(op) if op.target.auth_method == "pkce" else code(op)


def implicit_with_access_token(op: Any) -> str:
    return _offers(op, "id_token token", "")


def hybrid(op: Any) -> str:
    """Any of the three types of Core 3.3."""
    types = (code_id_token, code_token, code_id_token_token)
    return "" if not all(one(op) for one in types) else "No hybrid response type is listed"


def hybrid_with_id_token(op: Any) -> str:
    """An ID Token beside the code."""
    return code_id_token(op) and code_id_token_token(op)


def hybrid_with_access_token(op: Any) -> str:
    """An access token beside the code."""
    return code_token(op) and code_id_token_token(op)


def code_id_token(op: Any) -> str:
    return _offers(op, "code id_token", "")


def code_token(op: Any) -> str:
    return _offers(op, "code token", "")


def code_id_token_token(op: Any) -> str:
    return _offers(op, "code id_token token", "")


def _offers(op: Any, response_type: str, method: str) -> str:
    wanted = sorted(response_type.split())
    if op.target.auth_method == method:
        return ""
    if any(sorted(offered.split()) == wanted for offered in op.listed("response_types_supported")):
        return ""
    return f"response_types_supported does not list {response_type!r}"


def form_post(op: Any) -> str:
    if op.target.auth_method == "implicit" or "form_post" in op.listed("response_modes_supported"):
        return ""
    return "response_modes_supported does not list form_post"


def web_message(op: Any) -> str:
    return _mode(op, "web_message")


def jwt_response_mode(op: Any) -> str:
    return _mode(op, "jwt")


def _mode(op: Any, mode: str) -> str:
    offered = mode in op.listed("response_modes_supported")
    return "" if offered else f"response_modes_supported does not list {mode}"


def application_uses_form_post(op: Any) -> str:
    return "" if op.target.auth_method == "implicit" else "The application does not use form_post"


def registration(op: Any) -> str:
    return _publishes(op, "registration_endpoint")


def par(op: Any) -> str:
    return _publishes(op, "pushed_authorization_request_endpoint")


def claims_parameter(op: Any) -> str:
    if op.discovery.get("claims_parameter_supported") is True:
        return ""
    return "claims_parameter_supported is not true"


def signed_userinfo(op: Any) -> str:
    if "RS256" in op.listed("userinfo_signing_alg_values_supported"):
        return ""
    return "userinfo_signing_alg_values_supported does not list RS256"


def pairwise(op: Any) -> str:
    if "pairwise" in op.listed("subject_types_supported"):
        return ""
    return "subject_types_supported does not list pairwise"


def userinfo(op: Any) -> str:
    return _publishes(op, "userinfo_endpoint")


def revocation(op: Any) -> str:
    return _publishes(op, "revocation_endpoint")


def introspection(op: Any) -> str:
    return _publishes(op, "introspection_endpoint")


def device(op: Any) -> str:
    return _publishes(op, "device_authorization_endpoint")


def dpop(op: Any) -> str:
    return _publishes(op, "dpop_signing_alg_values_supported")


def certificate_bound_tokens(op: Any) -> str:
    return _claims(op, "tls_client_certificate_bound_access_tokens")


def token_exchange(op: Any) -> str:
    grant_type = "urn:ietf:params:oauth:grant-type:token-exchange"
    if grant_type in op.listed("grant_types_supported"):
        return ""
    return "grant_types_supported does not list token-exchange"


def end_session(op: Any) -> str:
    return _publishes(op, "end_session_endpoint")


def backchannel_logout(op: Any) -> str:
    return _claims(op, "backchannel_logout_supported")


def frontchannel_logout(op: Any) -> str:
    return _claims(op, "frontchannel_logout_supported")


def session_management(op: Any) -> str:
    return _publishes(op, "check_session_iframe")


def other_user(op: Any) -> str:
    """Nothing is known of a second user unless somebody says."""
    if op.target.other_credentials is not None:
        return ""
    return "No second user is known (other_username in targets.toml)"


def rp_initiated_logout(op: Any) -> str:
    """Missing too where it is documented that the product does not return after it."""
    return explained(op, "logout/returns-host") or end_session(op)


def explained(op: Any, check: str) -> str:
    """The documented deviation that explains `check` on this product, or an empty string."""
    for deviation in (*deviations(op.target.vendor), *op.target.known):
        if check in deviation.checks:
            return f"{deviation.id}: {deviation.says.rstrip('.')}"
    return ""


def _claims(op: Any, member: str) -> str:
    return "" if op.discovery.get(member) is True else f"{member} is not true"


def _publishes(op: Any, member: str) -> str:
    return "" if op.discovery.get(member) else f"The discovery document has no {member}"


def https(op: Any) -> str:
    if op.target.is_local_http:
        return "The target is plain http on loopback (see issuer/https)"
    return ""


def public_client(op: Any) -> str:
    return "" if not op.target.client_secret else "The client is confidential"


def confidential_client(op: Any) -> str:
    return "" if op.target.client_secret else "The client is public"


def other_client(op: Any) -> str:
    if op.target.other.redirect_uri:
        return ""
    return "No redirect URI of another client is known (other_redirect_uri in targets.toml)"


def other_issuer(op: Any) -> str:
    if op.target.other_issuer:
        return ""
    return "No other tenant of the provider is known (other_issuer in targets.toml)"


def vendor_cognito(op: Any) -> str:
    return _vendor(op, "cognito")


def vendor_okta(op: Any) -> str:
    return _vendor(op, "okta")


def vendor_keycloak(op: Any) -> str:
    return _vendor(op, "keycloak")


def _vendor(op: Any, name: str) -> str:
    return "" if op.target.vendor == name else f"This concerns {name} only"


FEATURES: dict[str, Feature] = {
    **JWT_FEATURES,
    "code": code,
    "implicit": implicit,
    "other-auth-method": other_auth_method,
    "implicit-with-access-token": implicit_with_access_token,
    "hybrid": hybrid,
    "hybrid-with-id-token": hybrid_with_id_token,
    "hybrid-with-access-token": hybrid_with_access_token,
    "code-id-token": code_id_token,
    "code-token": code_token,
    "code-id-token-token": code_id_token_token,
    "par": par,
    "claims-parameter": claims_parameter,
    "signed-userinfo": signed_userinfo,
    "form_post": form_post,
    "web_message": web_message,
    "jwt-response-mode": jwt_response_mode,
    "application-uses-form_post": application_uses_form_post,
    "registration": registration,
    "pairwise": pairwise,
    "userinfo": userinfo,
    "revocation": revocation,
    "introspection": introspection,
    "device": device,
    "dpop": dpop,
    "certificate-bound-tokens": certificate_bound_tokens,
    "token-exchange": token_exchange,
    "end_session": end_session,
    "backchannel-logout": backchannel_logout,
    "frontchannel-logout": frontchannel_logout,
    "session-management": session_management,
    "other-user": other_user,
    "rp-initiated-logout": rp_initiated_logout,
    "https": https,
    "public-client": public_client,
    "confidential-client": confidential_client,
    "other-client": other_client,
    "other-issuer": other_issuer,
    "vendor-cognito": vendor_cognito,
    "vendor-keycloak": vendor_keycloak,
    "vendor-okta": vendor_okta,
}
