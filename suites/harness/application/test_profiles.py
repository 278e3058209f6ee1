"""Products are files: those of the harness, and one of a folder of the user's."""

from pathlib import Path

import pytest

from suites.application.entering import printed_settings
from suites.application.told import told_by_variables
from suites.harness.given.runs import run
from suites.targets.permission import Permission
from suites.targets.profile import profiles, read_profile
from suites.targets.reading import SettingsError
from suites.targets.sources import Wanted

TEMPLATE = Path(__file__).parents[2] / "targets" / "example-profile.toml"
HOST = "http://localhost:8080"
SECRET = "a-secret-that-no-terminal-may-show"  # noqa: S105 - of a test


def wanted(environment: dict[str, str], file: Path = Path("targets.toml"), *names: str) -> Wanted:
    return Wanted(
        names=list(names),
        environment=environment,
        file=file,
        timeout_s=None,
        permission=Permission(),
        planned=True,
    )


def test_the_template_copied_to_a_folder_of_ones_own_is_a_product(tmp_path: Path) -> None:
    mine = tmp_path / "wiki.toml"
    text = TEMPLATE.read_text("utf-8").replace("My application", "Our wiki")
    mine.write_text(text.replace("HOST/api/me", "HOST/profile"))
    found = told_by_variables({"RP_PROFILE": str(mine), "HOST": HOST}, ())
    assert found is not None
    assert (found.product.name, found.product.title) == ("wiki", "Our wiki")
    assert (found.whoami_url, found.redirect_uri) == (f"{HOST}/profile", f"{HOST}/callback")
    shown = printed_settings(wanted({"RP_PROFILE": str(mine), "HOST": HOST}))
    assert f"# Our wiki: environment\nAPP_URL={HOST}\n" in shown


def test_every_product_of_the_harness_tells_where_a_login_starts_and_who_is_in() -> None:
    for name, profile in profiles().items():
        assert profile.pages is not None, name
        assert profile.enter, name


WRONG = [
    ("title", "name", "wiki.toml: missing or unknown keys: title"),
    ('title = "My application"', "title = 3", "wiki.toml, title: 3 is no text"),
    ('login = "HOST/login" ', "start = 3 ", "wiki.toml [pages]: missing or unknown keys"),
    ('scopes = ["openid", "profile", "email"]', 'scopes = "openid"', "'openid' is no list of"),
    ("{issuer}", "{issuers}", "wiki.toml [enter], environment: no word 'issuers'; known: host"),
    ("[pages]", "[pages", "expected ']' at the end of a table declaration"),
]


@pytest.mark.parametrize(("old", "new", "says"), WRONG)
def test_a_wrong_profile_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    mine = tmp_path / "wiki.toml"
    mine.write_text(TEMPLATE.read_text("utf-8").replace(old, new, 1))
    with pytest.raises(SettingsError) as caught:
        told_by_variables({"RP_PROFILE": str(mine), "HOST": HOST}, ())
    assert says in str(caught.value)
    assert str(caught.value).startswith("RP_PROFILE (the environment): ")


def test_the_template_is_none_of_the_products() -> None:
    assert read_profile(TEMPLATE).name not in profiles()


# --print-settings


def test_the_variables_of_wandb_server_are_printed_for_the_present_settings() -> None:
    told = printed_settings(
        wanted({"RP_PROFILE": "wandb-server", "HOST": HOST, "RP_CLIENT_ID": "mine"})
    )
    assert told.startswith(
        f"# W&B Server: environment of the server\nHOST={HOST}\nOIDC_ISSUER=http://localhost:9400\n"
        "OIDC_CLIENT_ID=mine\nOIDC_AUTH_METHOD=pkce\n\n"
    )
    assert f"redirect URI {HOST}/oidc/callback" in told


def test_no_secret_is_printed_but_the_variable_that_holds_it() -> None:
    told = printed_settings(
        wanted({"RP_PROFILE": "grafana", "HOST": HOST, "RP_CLIENT_SECRET": SECRET})
    )
    assert "\nclient_secret = $RP_CLIENT_SECRET\n" in told
    assert "\nGF_AUTH_GENERIC_OAUTH_CLIENT_SECRET=$RP_CLIENT_SECRET\n" in told
    assert SECRET not in told


def test_the_secret_of_a_file_need_not_be_set_to_be_named(tmp_path: Path) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(
        f'[[application]]\nname = "metrics"\nprofile = "grafana"\nhost = "{HOST}"\n'
        'client_secret_env = "METRICS_SECRET"\nissuer = "https://localhost:9443"\n'
        'ca_out = "ca.pem"\n'
    )
    told = printed_settings(wanted({}, file, "metrics"))
    assert "\nclient_secret = $METRICS_SECRET\n" in told
    assert "\nauth_url = https://localhost:9443/authorization\n" in told
    assert f"\ntls_client_ca = {Path('ca.pem').absolute()}\n" in told


def test_the_application_of_the_harness_has_nothing_to_enter(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--target wandb-pkce: comes with the harness"):
        printed_settings(wanted({}, tmp_path / "targets.toml", "wandb-pkce"))


def test_without_an_application_every_product_is_printed() -> None:
    told = printed_settings(wanted({}))
    assert all(f"# {one.title}: in general words" in told for one in profiles().values())


def test_the_command_prints_and_judges_nothing(tmp_path: Path) -> None:
    variables = {"RP_PROFILE": "grafana", "HOST": HOST, "RP_CLIENT_SECRET": SECRET}
    ended = run(tmp_path, "--print-settings", environment=variables, suites=("suites/rp",))
    assert ended.exit_code == 0, ended.output
    assert f"registered here         redirect URI {HOST}/login/generic_oauth" in ended.output
    assert SECRET not in ended.output
    assert not (tmp_path / "latest").exists()


def test_what_judges_a_provider_has_nothing_to_enter(tmp_path: Path) -> None:
    ended = run(tmp_path, "--print-settings")
    assert ended.exit_code == 4
    assert "--print-settings: is for applications, or a SAML identity provider" in ended.output
