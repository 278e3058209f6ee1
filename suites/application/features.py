"""What an application may or may not do: the words for `needs` of the checks in `suites/rp`."""

from urllib.parse import urlsplit

from fakes.wire.loopback import is_loopback
from suites.application.application import Application
from suites.checks.suite import Feature

RESPONSE_TYPES = {"pkce": "code", "implicit": "id_token", "hybrid": "code id_token"}


def why_not_offered(app: Application, asked: str = "") -> str:
    """What the product that is played lacks for the flow of the application; empty if nothing.

    `asked` is the response type that it asked for, if it got as far as that.
    """
    wanted = asked or RESPONSE_TYPES[app.target.auth_method]
    if not app.provider.offers(wanted):
        return (
            f"This product has no response_type {wanted}, and that is the flow of the application"
        )
    if "code" in wanted and app.provider.wants_secret and not app.target.client_secret:
        return "This product wants a client secret with a code, and the application has none"
    return ""


FEATURES: dict[str, Feature[Application]] = {
    "code": Feature(
        lambda app: app.target.auth_method in ("pkce", "hybrid"),
        lambda app: "The application takes no code: its flow is implicit",
    ),
    "implicit": Feature(
        lambda app: app.target.auth_method == "implicit",
        lambda app: "The application takes a code: its ID Token comes from the token endpoint",
    ),
    "hybrid": Feature(
        lambda app: app.target.auth_method == "hybrid",
        lambda app: "The flow of the application is not the hybrid one",
    ),
    "front-channel": Feature(
        lambda app: app.target.auth_method in ("implicit", "hybrid"),
        lambda app: "The application takes no ID Token from the browser",
    ),
    "token-endpoint": Feature(
        lambda app: app.target.auth_method == "pkce",
        lambda app: "The application knows who it is before it asks the token endpoint, if it does",
    ),
    "secret": Feature(
        lambda app: bool(app.target.client_secret),
        lambda app: "The application's client is public",
    ),
    "restart": Feature(
        lambda app: app.target.restart is not None,
        lambda app: "Nobody said how the application is restarted (RP_RESTART)",
    ),
    "offered": Feature(lambda app: not why_not_offered(app), why_not_offered),
    "tls": Feature(
        lambda app: app.provider.port.tls is not None,
        lambda app: (
            "The harness speaks no TLS to the application: RP_ISSUER is no https URL, or "
            "somebody else speaks it before (RP_LISTEN without RP_CERTIFICATE or RP_CA_OUT)"
        ),
    ),
    "authority": Feature(
        lambda app: app.provider.port.tls is not None and app.provider.port.tls.by_authority,
        lambda app: (
            "The certificate of the provider is not by an authority of the harness, which "
            "the application would have to trust (RP_CA_OUT)"
        ),
    ),
    "clear-port": Feature(
        lambda app: is_loopback(urlsplit(app.target.issuer).hostname or ""),
        lambda app: (
            "The application may not reach another port of this machine: RP_ISSUER is no "
            "address of it"
        ),
    ),
    "logout": Feature(
        lambda app: bool(app.target.logout_url),
        lambda app: "Nobody said where a logout starts (RP_LOGOUT_URL)",
    ),
    "backchannel": Feature(
        lambda app: bool(app.target.backchannel_url),
        lambda app: "Nobody said where it takes Logout Tokens (RP_BACKCHANNEL_URL)",
    ),
    "frontchannel": Feature(
        lambda app: bool(app.target.frontchannel_url),
        lambda app: "Nobody said which page its provider frames at a logout (RP_FRONTCHANNEL_URL)",
    ),
    "third-party-login": Feature(
        lambda app: bool(app.target.initiate_url),
        lambda app: "Nobody said where somebody else begins a login (RP_INITIATE_URL)",
    ),
    "second-provider": Feature(
        lambda app: app.target.second is not None,
        lambda app: "The application was set up with one provider of the harness alone",
    ),
    "account": Feature(
        lambda app: bool(app.target.account),
        lambda app: "Nobody said how its page tells which account it is (RP_ACCOUNT)",
    ),
}
