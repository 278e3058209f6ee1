"""What to enter in an application, so that the harness is its provider: `--print-settings`."""

from collections.abc import Mapping
from pathlib import Path

from fakes.attacks.provider import REFERENCE, published
from suites.application.described import led_after_logout
from suites.application.embedded import EMBEDDED
from suites.application.rules import OTHER
from suites.application.settings import ApplicationSettings
from suites.application.sources import played
from suites.application.told import VARIABLES, told_by_variables, told_in_file
from suites.targets.profile import WORD, profiles
from suites.targets.reading import APPLICATION, tables_described
from suites.targets.sources import Wanted

YOURS = "https://HOST"
USERS = "those of the harness, such as alice and bob; nobody types a password"
RESPONSES = {"pkce": "code, with PKCE (S256)", "implicit": "id_token", "hybrid": "code id_token"}


def printed_settings(wanted: Wanted) -> str:
    """For each application that is described, else for every product that has a profile.

    No secret is in it, only the name of the variable that holds one. Raises SettingsError.
    """
    vendor = played(wanted)[0] if wanted.providers else REFERENCE
    found = described_in(wanted) or [(at_nobodys_host(name), "") for name in profiles()]
    told = [entries(settings, words_for(settings, secret, vendor)) for settings, secret in found]
    return "\n\n".join(told)


def described_in(wanted: Wanted) -> list[tuple[ApplicationSettings, str]]:
    """The applications that are described, each with the variable of its secret, if it has one."""
    if wanted.names or wanted.named:
        tables = tables_described(wanted.file, APPLICATION, wanted.names, EMBEDDED)
        found = told_in_file(wanted.file, wanted.environment, list(tables), None, spared=True)
        return [(one, tables[name].get("client_secret_env", "")) for name, one in found.items()]
    one = told_by_variables(wanted.environment, None)
    return [(one, VARIABLES["client_secret"] if one.client_secret else "")] if one else []


def at_nobodys_host(profile: str) -> ApplicationSettings:
    """The settings of a product that nobody described, with words in place of its URL."""
    return ApplicationSettings(profile=profile, host=YOURS)


def words_for(settings: ApplicationSettings, secret: str, vendor: str) -> dict[str, str]:
    """What the words of a profile stand for; empty where there is nothing to enter."""
    document = published(settings.issuer, vendor)
    endpoints = (
        "authorization_endpoint",
        "token_endpoint",
        "userinfo_endpoint",
        "jwks_uri",
        "end_session_endpoint",
    )
    return {
        "host": settings.host,
        "issuer": settings.issuer,
        "client_id": settings.client_id,
        "client_secret": f"${secret}" if secret else "",
        "auth_method": settings.auth_method,
        "scopes": " ".join(settings.product.scopes),
        "redirect_uri": settings.redirect_uri,
        "ca_out": str(Path(settings.ca_out).absolute()) if settings.ca_out else "",
        **{name: str(document.get(name, "")) for name in endpoints},
    }


def entries(settings: ApplicationSettings, words: Mapping[str, str]) -> str:
    """What to enter, place by place as the profile names them, and in general words."""
    product = settings.product
    blocks = []
    for place, text in product.enter.items():
        rows = [row for row in text.strip("\n").splitlines() if not lacks_a_word(row, words)]
        told = "\n".join(WORD.sub(lambda found: words[found[1]], row) for row in rows)
        blocks.append(f"# {product.title}: {place}\n{told}")
    return "\n\n".join([*blocks, in_general(settings, words)])


def lacks_a_word(row: str, words: Mapping[str, str]) -> bool:
    """Whether a line has a word for which there is nothing, such as a secret."""
    return not all(words[name] for name in WORD.findall(row))


def in_general(settings: ApplicationSettings, words: Mapping[str, str]) -> str:
    """The same for any application, in the terms of the specifications."""
    title = settings.product.title if settings.product is not OTHER else settings.name
    rows = {
        "issuer": words["issuer"],
        "authorization endpoint": words["authorization_endpoint"],
        "token endpoint": words["token_endpoint"],
        "UserInfo endpoint": words["userinfo_endpoint"],
        "keys (jwks_uri)": words["jwks_uri"],
        "logout endpoint": words["end_session_endpoint"],
        "client ID": words["client_id"],
        "client secret": words["client_secret"] or "none: a public client",
        "response type": RESPONSES[settings.auth_method],
        "scopes": words["scopes"],
        "authority to trust": words["ca_out"],
        "users": USERS,
        "registered here": f"redirect URI {words['redirect_uri']}",
        "": f"after a logout {', '.join(led_after_logout(settings))}",
    }
    told = "\n".join(f"{name:24}{value}" for name, value in rows.items() if value)
    return f"# {title}: in general words\n{told}"
