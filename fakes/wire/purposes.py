"""What an exchange is for: a closed list, each purpose with who sends such a request.

Both are told in run.json, for every exchange.
"""

from enum import Enum, StrEnum, unique


class Sender(StrEnum):
    """The party in whose place a request is sent."""

    RELYING_PARTY = "relying party"
    BROWSER = "browser"
    PROVIDER = "provider"
    ADMINISTRATOR = "administrator"
    OUTSIDER = "outsider"

    @property
    def channel(self) -> str:
        """`front` through the user's browser, `back` between servers."""
        return "front" if self is Sender.BROWSER else "back"

    @property
    def is_judged(self) -> bool:
        """Whether a refusal of such a request is one by the provider, of users or clients.

        The provider itself is answered by us, and an admin API says nothing about the others.
        """
        return self not in (Sender.PROVIDER, Sender.ADMINISTRATOR)


@unique
class Purpose(Enum):
    """What a request is for, and who sends it; one text may have senders of two kinds."""

    DISCOVERY = "discovery", Sender.RELYING_PARTY
    DISCOVERY_ELSEWHERE = "discovery below another path", Sender.RELYING_PARTY
    OAUTH_METADATA = "OAuth metadata", Sender.RELYING_PARTY
    WEBFINGER = "WebFinger", Sender.RELYING_PARTY
    JWK_SET = "JWK Set", Sender.RELYING_PARTY
    SAML_METADATA = "SAML metadata", Sender.RELYING_PARTY
    SIGN_IN = "sign-in", Sender.RELYING_PARTY
    PUSHED_REQUEST = "pushed request", Sender.RELYING_PARTY
    DEVICE_AUTHORIZATION = "device authorization", Sender.RELYING_PARTY
    TOKEN_REQUEST = "token request", Sender.RELYING_PARTY
    TOKEN_REQUEST_ELSEWHERE = "token request elsewhere", Sender.RELYING_PARTY
    RACE = "race", Sender.RELYING_PARTY
    USERINFO_REQUEST = "UserInfo request", Sender.RELYING_PARTY
    USERINFO_ELSEWHERE = "userinfo elsewhere", Sender.RELYING_PARTY
    INTROSPECTION = "introspection", Sender.RELYING_PARTY
    REVOCATION = "revocation", Sender.RELYING_PARTY
    CLEAN_UP = "clean-up", Sender.RELYING_PARTY
    REGISTRATION = "registration", Sender.RELYING_PARTY
    CLIENT_MANAGEMENT = "client management", Sender.RELYING_PARTY
    CLIENT_REMOVAL = "removal of a client", Sender.RELYING_PARTY
    WITHOUT_TLS = "request without TLS", Sender.RELYING_PARTY

    AUTHORIZATION_REQUEST = "authorization request", Sender.BROWSER
    AUTHENTICATION_REQUEST = "authentication request", Sender.BROWSER
    REDIRECT = "redirect", Sender.BROWSER
    FORM = "form", Sender.BROWSER
    PAGE = "page", Sender.BROWSER
    LOGIN_PAGE = "login page", Sender.BROWSER
    DEVICE_PAGE = "device page", Sender.BROWSER
    LOGOUT_REQUEST = "logout request", Sender.BROWSER
    CHECK_SESSION_IFRAME = "check_session_iframe", Sender.BROWSER
    FOREIGN_DISCOVERY = "discovery document", Sender.BROWSER
    FOREIGN_JWK_SET = "JWK Set", Sender.BROWSER
    # What pages load, by Playwright's words.
    DOCUMENT = "document", Sender.BROWSER
    STYLESHEET = "stylesheet", Sender.BROWSER
    IMAGE = "image", Sender.BROWSER
    SCRIPT = "script", Sender.BROWSER
    XHR = "xhr", Sender.BROWSER
    FETCH = "fetch", Sender.BROWSER
    EVENTSOURCE = "eventsource", Sender.BROWSER
    TEXTTRACK = "texttrack", Sender.BROWSER
    MANIFEST = "manifest", Sender.BROWSER
    OTHER = "other", Sender.BROWSER

    PREFLIGHT = "pre-flight", Sender.BROWSER
    UPLOAD = "upload", Sender.BROWSER
    DOWNLOAD = "download", Sender.BROWSER

    CALL = "call by the provider", Sender.PROVIDER
    OUTGOING = "outgoing", Sender.PROVIDER

    ADMIN_API = "admin API", Sender.ADMINISTRATOR
    CLOUD_API = "cloud API", Sender.ADMINISTRATOR

    STRANGERS_INTROSPECTION = "introspection", Sender.OUTSIDER
    ODD_REQUEST = "odd request", Sender.OUTSIDER
    MISSING_PAGE = "missing page", Sender.OUTSIDER
    PATH_TRICK = "path trick", Sender.OUTSIDER
    PATH_OVERRIDE = "path override", Sender.OUTSIDER
    ANONYMOUS_LISTING = "listing without credentials", Sender.OUTSIDER

    def __init__(self, text: str, sender: Sender) -> None:
        self.text = text
        self.sender = sender

    def told(self, detail: str = "") -> dict[str, str]:
        """`purpose` and `sender` as run.json has them; `detail` says what of it was asked for."""
        words = f"{self.text}, {detail}" if detail else self.text
        return {"purpose": words, "sender": self.sender.value}


LOADED = (
    Purpose.DOCUMENT, Purpose.STYLESHEET, Purpose.IMAGE, Purpose.SCRIPT, Purpose.XHR,
    Purpose.FETCH, Purpose.EVENTSOURCE, Purpose.TEXTTRACK, Purpose.MANIFEST,
)  # fmt: skip


def loaded(resource_type: str) -> Purpose:
    """What a page loads, by Playwright's word for it; OTHER for words that come up later."""
    return next((one for one in LOADED if one.text == resource_type), Purpose.OTHER)


def known(purpose: object) -> Purpose:
    """`purpose` if it is one of the list. Raises TypeError, with the list, if it is not."""
    if isinstance(purpose, Purpose):
        return purpose
    names = ", ".join(one.name for one in Purpose)
    raise TypeError(f"{purpose!r} is no Purpose; these are known: {names}")
