"""What a provider may take of client authentication and request objects."""

from suites.checks.suite import Feature
from suites.op.features.words import always, both, flagged, listed, published
from suites.op.op import Op

METHODS = "token_endpoint_auth_methods_supported"
ALGORITHMS = "token_endpoint_auth_signing_alg_values_supported"
REQUEST_ALGORITHMS = "request_object_signing_alg_values_supported"


def auth_method(method: str) -> Feature[Op]:
    """Discovery section 3: `client_secret_basic` is the default if the member is omitted."""

    def is_there(op: Op) -> bool:
        methods = op.listed(METHODS) if METHODS in op.discovery() else ["client_secret_basic"]
        return method in methods

    return Feature(is_there, always(f"{METHODS} does not list {method}"))


def auth_method_signing_by(method: str, algorithm: str) -> Feature[Op]:
    """A method whose assertions may be signed by `algorithm`."""
    return both(auth_method(method), listed(ALGORITHMS, algorithm))


# Discovery section 3: supported if nothing is said.
REQUEST_URI = Feature[Op](
    lambda op: op.discovery().get("request_uri_parameter_supported") is not False,
    always("request_uri_parameter_supported is false"),
)

CLIENT_AUTHENTICATION: dict[str, Feature[Op]] = {
    "client_secret_basic": auth_method("client_secret_basic"),
    "client_secret_post": auth_method("client_secret_post"),
    "client_secret_jwt": auth_method_signing_by("client_secret_jwt", "HS256"),
    "private_key_jwt": auth_method_signing_by("private_key_jwt", "RS256"),
    "tls_client_auth": auth_method("tls_client_auth"),
    "self_signed_tls_client_auth": auth_method("self_signed_tls_client_auth"),
    "private_key_jwt-es256": auth_method_signing_by("private_key_jwt", "ES256"),
    "request-object": flagged("request_parameter_supported"),
    "request_uri": REQUEST_URI,
    "unsigned-request-object": both(
        published(REQUEST_ALGORITHMS), listed(REQUEST_ALGORITHMS, "none")
    ),
    "signed-request-object": listed(REQUEST_ALGORITHMS, "RS256"),
    "encrypted-request-object": published("request_object_encryption_alg_values_supported"),
}
