"""The sentence that the name of a check is, in the specifications' own spelling."""

import re
from functools import cache


def title_of(name: str) -> str:
    """The sentence that a function's name is; the specifications' own spelling is kept."""
    sentence = name.removeprefix("test_").replace("_", " ")
    for words, pattern, spelled in _spellings():
        if words in sentence:
            sentence = pattern.sub(spelled, sentence)
    kept = any(sentence.startswith(spelled) for spelled in SPELLED)
    return sentence if kept else sentence[:1].upper() + sentence[1:]


@cache
def _spellings() -> list[tuple[str, re.Pattern[str], str]]:
    """The terms as they stand in names, ready to be looked for."""
    found = [(plain(spelled), spelled) for spelled in SPELLED]
    return [(words, re.compile(rf"\b{re.escape(words)}\b"), spelled) for words, spelled in found]


def plain(spelled: str) -> str:
    """A term as it stands in the name of a function."""
    return re.sub(r"[^a-z0-9]", " ", spelled.lower())


# Terms whose spelling a function name cannot show; a longer one comes before one it contains.
SPELLED = (
    "response_type=code id_token token", "response_type=code id_token",
    "response_type=code token", "response_type=id_token token", "response_type=id_token",
    "response_mode=query",
    "prompt=none", "prompt=login", "prompt=consent", "display=page", "display=popup",
    "login_hint", "acr_values",
    "ui_locales", "claims_locales", "https", "id_token_hint", "ID Tokens", "ID Token",
    "access token",
    "registration_client_uri", "client_id_issued_at", "client_secret_expires_at", "redirect_uris",
    "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
    "invalid_request_object", "request_uri", "initiate_login_uri", "policy_uri", "tos_uri",
    "client_id", "client_secret", "ECDSA", "nbf",
    "code_challenge_method", "code_challenge", "code_verifier", "redirect_uri",
    "post_logout_redirect_uri", "error_uri", "logout_uri", "jwks_uri", "response_type",
    "response_mode",
    "form_post", "auth_time", "at_hash", "c_hash", "s_hash", "acr",
    "email_verified", "phone_number_verified", "updated_at",
    "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "ISO 8601", "max_age", "grant_type", "token_type",
    "invalid_scope", "invalid_token", "expires_in", "invalid_client", "invalid_grant",
    "invalid_request", "end_session_endpoint",
    "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "scopes_supported",
    "iss", "aud", "azp", "sub", "sid", "exp", "iat", "nonce", "kid", "state", "openid",
    "no-store", "WWW-Authenticate", "Referrer-Policy", "Content-Type", "JWK Set", "JWKS", "JWK",
    "JWT", "JSON", "URI", "URL", "PKCE", "S256", "RS256", "ES256", "RSA", "UserInfo", "TLS", "HSTS",
    "CORS", "HTML", "HTTP", "HEAD", "TRACE", "OAuth", "ASCII", "GET", "POST", "UTF-8", "HttpOnly",
    "IPv6", "SameSite", "MACs", "MAC", "JWS", "amr", "jti", "typ", "ROCA",
    "W&B", "Google Cloud", "Azure", "Event Grid", "Okta", "Cognito", "Keycloak", "OpenID Connect",
    "WebFinger", "session_state",
    "OIDC_ISSUER", "OIDC_AUTH_METHOD", "LOGGING_ENABLED", "LOCAL_RESTORE", "AWS_REGION", "AWS",
    "SQS", "S3", "Slack", "MySQL", "Redis",
)  # fmt: skip
