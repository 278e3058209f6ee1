"""Flows and response modes that a provider may offer."""

from suites.checks.suite import Feature
from suites.op.features.words import always, any_of, either, listed, published
from suites.op.op import Op

RESPONSE_MODES = "response_modes_supported"
IMPLICIT = Feature[Op](
    lambda op: op.target.auth_method == "implicit",
    always("The application does not use form_post"),
)


def offers(response_type: str, method: str = "") -> Feature[Op]:
    """A response type is listed, in any order of its words, or is the application's own."""
    wanted = sorted(response_type.split())

    def is_there(op: Op) -> bool:
        if method and op.target.auth_method == method:
            return True
        types = op.listed("response_types_supported")
        return any(sorted(offered.split()) == wanted for offered in types)

    return Feature(is_there, always(f"response_types_supported does not list {response_type!r}"))


CODE = offers("code", "pkce")
IMPLICIT_FLOW = offers("id_token", "implicit")
CODE_ID_TOKEN = offers("code id_token")
CODE_TOKEN = offers("code token")
CODE_ID_TOKEN_TOKEN = offers("code id_token token")
# The auth method that the application could use but does not.
OTHER_AUTH_METHOD = Feature[Op](
    lambda op: (IMPLICIT_FLOW if op.target.auth_method == "pkce" else CODE).is_there(op),
    lambda op: (IMPLICIT_FLOW if op.target.auth_method == "pkce" else CODE).why_not(op),
)

FLOWS: dict[str, Feature[Op]] = {
    "code": CODE,
    "implicit": IMPLICIT_FLOW,
    "other-auth-method": OTHER_AUTH_METHOD,
    "implicit-with-access-token": offers("id_token token"),
    # Any of the three types of Core 3.3.
    "hybrid": any_of(
        "No hybrid response type is listed", CODE_ID_TOKEN, CODE_TOKEN, CODE_ID_TOKEN_TOKEN
    ),
    "hybrid-with-id-token": either(CODE_ID_TOKEN, CODE_ID_TOKEN_TOKEN),
    "hybrid-with-access-token": either(CODE_TOKEN, CODE_ID_TOKEN_TOKEN),
    "code-id-token": CODE_ID_TOKEN,
    "code-token": CODE_TOKEN,
    "none": offers("none"),
    "code-id-token-token": CODE_ID_TOKEN_TOKEN,
    "form_post": either(IMPLICIT, listed(RESPONSE_MODES, "form_post")),
    "web_message": listed(RESPONSE_MODES, "web_message"),
    "jwt-response-mode": listed(RESPONSE_MODES, "jwt"),
    "application-uses-form_post": IMPLICIT,
    "encrypted-id-token": published("id_token_encryption_alg_values_supported"),
}
