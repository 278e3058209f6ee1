"""/system-admin: the settings as the application reads them, and what is wrong with each."""

from collections.abc import Mapping

from starlette.responses import Response

from fakes.applications.failure import SignInFailed
from fakes.applications.logout import is_cognito, logout_url
from fakes.applications.pages import page, paragraph, table
from fakes.applications.provider import SCOPES, Provider
from fakes.applications.settings import Problem, Settings, host_of, is_loopback, problems

VARIABLES = (
    "HOST", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_AUTH_METHOD", "LOCAL_RESTORE", "LOGGING_ENABLED",
)  # fmt: skip


def settings_page(environment: Mapping[str, str], provider: Provider, user: str) -> Response:
    """Shows every setting, and asks the provider whether it is there."""
    settings = provider.settings
    wrong = [*problems(environment), *doubts(settings)]
    heading = "".join(paragraph(str(one), "warning") for one in wrong)
    if not wrong:
        heading = paragraph("Every setting can be read, and none contradicts another.", "note")
    set_up = [(name, shown_value(name, environment, settings)) for name in VARIABLES]
    optional = [
        (name, "set" if name == "OIDC_SECRET" else environment[name])
        for name in ("OIDC_SECRET", "OIDC_CA_BUNDLE", "OIDC_TIMEOUT")
        if environment.get(name)
    ]
    intro = paragraph("Settings are read from the environment when the server starts; to change "
                      "one, set the variable and start it again.")  # fmt: skip
    body = (
        heading + intro + table([*set_up, *optional])
        + table(registration(settings), "What to register at the provider")
        + table(answer(environment, provider), "What the provider says")
    )  # fmt: skip
    return page("System settings", body, user=user)


def shown_value(name: str, environment: Mapping[str, str], settings: Settings) -> str:
    """The value of a variable, or what is taken where it is not set."""
    if environment.get(name):
        return environment[name]
    default = {"HOST": settings.host, "OIDC_AUTH_METHOD": settings.auth_method}.get(name, "")
    if name in ("OIDC_ISSUER", "OIDC_CLIENT_ID"):
        return "missing"
    return f"{default or 'false'} (not set)"


def doubts(settings: Settings) -> list[Problem]:
    """What can be read, and will hardly work."""
    found = []
    if settings.local_restore:
        found.append(Problem("LOCAL_RESTORE", "single sign-on is off", "take it out when it works"))
    if settings.auth_method == "implicit" and is_cognito(settings.issuer):
        what = "Amazon Cognito has neither form_post nor ID Tokens without a code"
        found.append(Problem("OIDC_AUTH_METHOD", what, "write pkce"))
    if settings.host.startswith("http:") and not settings.is_loopback:
        what = "answers and cookies travel in the clear, and those of form_post do not work"
        secure = settings.host.replace("http:", "https:", 1)
        found.append(Problem("HOST", what, f"write {secure}"))
    if is_loopback(host_of(settings.issuer)) and not settings.is_loopback:
        what = "is an address of this machine, which the users' browsers do not reach"
        found.append(Problem("OIDC_ISSUER", what, "write one that they reach too"))
    return found


def registration(settings: Settings) -> list[tuple[str, str]]:
    """What the provider's administrator has to enter."""
    grant = {"pkce": "authorization code, with PKCE", "implicit": "implicit, with ID Tokens"}
    return [
        ("Callback URL", settings.redirect_uri),
        ("Logout URL", logout_url(settings)),
        ("Scopes", SCOPES),
        ("Grant", grant.get(settings.auth_method, "unknown auth method")),
    ]


def answer(environment: Mapping[str, str], provider: Provider) -> list[tuple[str, str]]:
    """The discovery document in short, or why it cannot be used."""
    if any(one.setting in ("OIDC_ISSUER", "OIDC_CA_BUNDLE") for one in problems(environment)):
        return [("Discovery", "not asked: its settings are wrong")]
    try:
        metadata = provider.metadata()
    except SignInFailed as failure:
        return [("Discovery", str(failure)), *failure.facts]
    return [
        ("Discovery", f"{provider.discovery_url}: the issuer is the one that is configured"),
        ("Sign-in page", metadata["authorization_endpoint"]),
        ("Response types", ", ".join(map(str, metadata.get("response_types_supported") or []))),
        ("Logout", str(metadata.get("end_session_endpoint") or "none: users stay signed in there")),
    ]
