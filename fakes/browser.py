"""The user's browser: keeps cookies, follows redirects, and stops before it leaves the provider.

What would be sent to the application is captured instead (the redirect, or the form_post).
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

from fakes.client import CookieJar, Form, HttpClient, Reply
from fakes.forms import Form as HtmlForm
from fakes.forms import forms_of

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 15
# A provider may answer in JSON who does not ask for a page.
NAVIGATION = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]
Pairs = list[tuple[str, str]]


class RedirectLoop(Exception):
    """More redirects than a browser follows; the message names the last URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """Where the browser ended: on a page of the provider, or about to enter the application.

    `reply` is the last response. When the browser is about to leave, `url` is where to, `mode`
    is `query`, `fragment` or `form_post`, and `pairs` are the parameters it would carry.
    `rendered` is the page after its scripts have run, if they were run.
    """

    url: str
    reply: Reply
    mode: str = ""
    pairs: Pairs = field(default_factory=list)
    rendered: str = ""

    @property
    def left(self) -> bool:
        """Whether the browser was sent to the application."""
        return bool(self.mode)

    @property
    def params(self) -> dict[str, str]:
        return dict(self.pairs)

    @property
    def forms(self) -> list[HtmlForm]:
        return forms_of(self.text, self.reply.url) if not self.left else []

    @property
    def text(self) -> str:
        """The page as a user sees it."""
        return self.rendered or self.reply.text

    @property
    def asks_for_password(self) -> bool:
        """Whether this is a login page."""
        return any(form.password or form.username for form in self.forms)

    @property
    def scripted(self) -> bool:
        """Whether scripts have to run before a user can log in here."""
        without_form = not self.left and not self.asks_for_password
        return without_form and self.reply.status < 400 and "<script" in self.reply.text.lower()


class Browser:
    """One user agent with its own cookies; `application` are URLs that are never contacted.

    `cookies_set` are the Set-Cookie headers that it got, each with the URL that sent it.
    """

    def __init__(self, client: HttpClient, application: tuple[str, ...]) -> None:
        self.client = client
        self.jar = CookieJar()
        self.cookies_set: Pairs = []
        self._outside = tuple(origin(url) for url in application)
        self._visited: set[str] = set()

    def open(self, url: str, *, purpose: str, form: Form | None = None, watch: str = "") -> Landing:
        """Goes to `url` (by POST if there is a form) and follows redirects.

        `watch` is one more URL to stop at: a redirect_uri under test.

        Raises ExchangeError, RedirectLoop.
        """
        method = "POST" if form is not None else "GET"
        for _ in range(MOST_REDIRECTS):
            self._visited.add(origin(url))
            reply = self.client.send(
                method, url, purpose=purpose, headers=NAVIGATION, form=form, jar=self.jar
            )
            self.cookies_set += [(url, value) for value in reply.header_values("set-cookie")]
            location = reply.header("location")
            if reply.status not in REDIRECTS or not location:
                return self._page(reply, watch)
            url = urljoin(url, location)
            if self.leaves(url, watch):
                return leaving(url, reply)
            if reply.status not in (307, 308):
                method, form = "GET", None
            purpose = "redirect"
            url = urldefrag(url).url
        raise RedirectLoop(f"more than {MOST_REDIRECTS} redirects, the last one to {url[:200]}")

    def submit(self, form: HtmlForm, filled: dict[str, str], *, watch: str = "") -> Landing:
        """Types `filled` into a form, presses its button, and goes where that leads."""
        pairs = form.submission(filled)
        if form.method == "POST":
            return self.open(form.action, purpose="form", form=pairs, watch=watch)
        return self.open(_with_query(form.action, pairs), purpose="form", watch=watch)

    def _page(self, reply: Reply, watch: str) -> Landing:
        """A page, unless all it does is post an authorization response to the application."""
        if "html" in reply.media_type or reply.text.lstrip().startswith("<"):
            for form in forms_of(reply.text, reply.url):
                if form.method == "POST" and self.leaves(form.action, watch):
                    return Landing(
                        url=form.action, reply=reply, mode="form_post", pairs=form.hidden
                    )
        return Landing(url=reply.url, reply=reply)

    def leaves(self, url: str, watch: str) -> bool:
        """Whether `url` belongs to the application, or is `watch` or its origin."""
        if watch and (url.startswith(watch) or self._foreign_origin(url) == origin(watch)):
            return True
        return origin(url) in self._outside or urlsplit(url).scheme not in ("http", "https")

    def _foreign_origin(self, url: str) -> str:
        """The origin of `url`, unless it is one that this browser has talked to."""
        found = origin(url)
        return "" if found in self._visited else found


def leaving(url: str, reply: Reply) -> Landing:
    """The landing of a redirect to the application."""
    parts = urlsplit(url)
    mode = "fragment" if parts.fragment else "query"
    pairs = parse_qsl(parts.fragment or parts.query, keep_blank_values=True)
    return Landing(url=url, reply=reply, mode=mode, pairs=pairs)


def origin(url: str) -> str:
    """Scheme, host and port of `url`, in lower case, with the default port left out."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    shown = "" if port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{port}"
    return f"{parts.scheme}://{parts.hostname or ''}{shown}"


def _with_query(action: str, pairs: Pairs) -> str:
    return f"{urldefrag(action).url.partition('?')[0]}?{urlencode(pairs)}"
