"""What a target may or may not claim of client authentication and request objects."""

from typing import Any


def client_secret_basic(op: Any) -> str:
    return _auth_method(op, "client_secret_basic")


def client_secret_post(op: Any) -> str:
    return _auth_method(op, "client_secret_post")


def client_secret_jwt(op: Any) -> str:
    return _auth_method(op, "client_secret_jwt", "HS256")


def private_key_jwt(op: Any) -> str:
    return _auth_method(op, "private_key_jwt", "RS256")


def tls_client_auth(op: Any) -> str:
    return _auth_method(op, "tls_client_auth")


def self_signed_tls_client_auth(op: Any) -> str:
    return _auth_method(op, "self_signed_tls_client_auth")


def private_key_jwt_es256(op: Any) -> str:
    return _auth_method(op, "private_key_jwt", "ES256")


def _auth_method(op: Any, method: str, algorithm: str = "") -> str:
    """Discovery section 3: `client_secret_basic` is the default if the member is omitted."""
    member = "token_endpoint_auth_methods_supported"
    listed = op.listed(member) if member in op.discovery else ["client_secret_basic"]
    if method not in listed:
        return f"{member} does not list {method}"
    member = "token_endpoint_auth_signing_alg_values_supported"
    if algorithm and algorithm not in op.listed(member):
        return f"{member} does not list {algorithm}"
    return ""


def request_object(op: Any) -> str:
    supported = op.discovery.get("request_parameter_supported") is True
    return "" if supported else "request_parameter_supported is not true"


def request_uri(op: Any) -> str:
    """Discovery section 3: supported if nothing is said."""
    if op.discovery.get("request_uri_parameter_supported") is False:
        return "request_uri_parameter_supported is false"
    return ""


def unsigned_request_object(op: Any) -> str:
    return _request_algorithm(op, "none")


def signed_request_object(op: Any) -> str:
    return _request_algorithm(op, "RS256")


def _request_algorithm(op: Any, algorithm: str) -> str:
    member = "request_object_signing_alg_values_supported"
    return "" if algorithm in op.listed(member) else f"{member} does not list {algorithm}"


JWT_FEATURES = {
    "client_secret_basic": client_secret_basic,
    "client_secret_post": client_secret_post,
    "client_secret_jwt": client_secret_jwt,
    "private_key_jwt": private_key_jwt,
    "tls_client_auth": tls_client_auth,
    "self_signed_tls_client_auth": self_signed_tls_client_auth,
    "private_key_jwt-es256": private_key_jwt_es256,
    "request-object": request_object,
    "request_uri": request_uri,
    "unsigned-request-object": unsigned_request_object,
    "signed-request-object": signed_request_object,
}
