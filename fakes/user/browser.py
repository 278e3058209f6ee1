"""The user's browser: keeps cookies, follows redirects, and stops before it leaves the provider.

What would be sent to the application is captured instead (the redirect, or the form_post). It
contacts the provider, and the hosts that the provider itself leads a login through; never the
application, and never a host that only a request under test named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urldefrag, urlencode

from fakes.user.addresses import begins, hosts_named, origin, parts_of, resolved, same_site
from fakes.user.buttons import Button
from fakes.user.choices import choices_among, links_on
from fakes.user.forms import Form as HtmlForm
from fakes.user.forms import forms_of
from fakes.user.onward import frames_of, refresh_of
from fakes.wire.client import Form, Headers, HttpClient, Reply
from fakes.wire.cookies import CookieJar
from fakes.wire.errors import ExchangeError
from fakes.wire.purposes import Purpose

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 15
# A provider may answer in JSON who does not ask for a page.
NAVIGATION = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]
Pairs = list[tuple[str, str]]


class RedirectLoop(ExchangeError):
    """More redirects than a browser follows; the message names the last URL."""


class Outside(ExchangeError):
    """A form leads out of the provider; it was not sent."""


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
        """Whether the browser was sent away from the provider."""
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
    def asks(self) -> bool:
        """Whether there is something on the page that a user could answer, or choose."""
        if self.left:
            return False
        links = links_on(self.text, self.reply.url)
        return bool(self.forms or self.scripted or self.frames or choices_among(links, self.forms))

    @property
    def runs_scripts(self) -> bool:
        """Whether the page has scripts."""
        return "<script" in self.reply.text.lower()

    @property
    def frames(self) -> list[str]:
        """The URLs of the frames of the page."""
        return frames_of(self.text, self.reply.url) if not self.left else []

    @property
    def refuses(self) -> bool:
        """Whether the provider shows an error in place of what was asked for.

        A login page may well come with status 401 (RFC 9110 section 15.5.2).
        """
        asks = self.reply.status == 401 and self.asks_for_password
        return not self.left and self.reply.status >= 400 and not asks

    @property
    def scripted(self) -> bool:
        """Whether scripts have to run before a user can log in here."""
        without_form = not self.left and not self.asks_for_password
        return without_form and self.reply.status < 400 and self.runs_scripts

    @property
    def unseen(self) -> bool:
        """Whether only scripts would show what this page asks, and none were run."""
        return self.scripted and not self.rendered


class Browser:
    """One user agent with its own cookies; `application` are URLs that are never contacted.

    `cookies_set` are the Set-Cookie headers that it got, each with the URL that sent it; the first
    `before_login` of them came before its user typed a password. `ran_scripts` is whether pages
    were shown to it by Chromium.
    """

    def __init__(
        self, client: HttpClient, application: tuple[str, ...], headers: Headers = ()
    ) -> None:
        """`headers` are added to every request."""
        self.client = client
        self._headers = [*NAVIGATION, *headers]
        self.jar = CookieJar()
        self.cookies_set: Pairs = []
        self.before_login = 0
        self.ran_scripts = False
        self._outside = tuple(origin(url) for url in application)
        self._visited: set[str] = set()
        self._discreet: set[str] = set()

    def open(
        self,
        url: str,
        *,
        purpose: Purpose,
        form: Form | None = None,
        passwords: Sequence[str] | None = None,
        watch: str = "",
        sender: str = "",
    ) -> Landing:
        """Goes to `url` (by POST if there is a form) and follows redirects.

        `sender` is the origin that a form comes from. `watch` is one more URL to stop at: the
        redirect_uri of the request. No host that it names is contacted, however it is read, unless
        the browser was there before. `passwords` are as for the client.

        Raises ExchangeError.
        """
        method = "POST" if form is not None else "GET"
        for _ in range(MOST_REDIRECTS):
            self.been_to(url)
            headers = self._headers + [("origin", sender)] * (method == "POST" and bool(sender))
            reply = self.client.send(
                method,
                url,
                purpose=purpose,
                headers=headers,
                form=form,
                passwords=passwords,
                jar=self.jar,
            )
            self.note_cookies(url, reply)
            sent_to = redirection(reply)
            if not sent_to:
                return self._page(reply, watch)
            url = resolved(url, sent_to)
            if self.leaves(url, watch):
                return landing_outside(url, reply)
            if reply.status not in (307, 308):
                method, form = "GET", None
            purpose = Purpose.REDIRECT
            url = urldefrag(url).url
        raise RedirectLoop(f"more than {MOST_REDIRECTS} redirects, the last one to {url[:200]}")

    def note_cookies(self, url: str, reply: Reply) -> None:
        """Has what a response from `url` set among `cookies_set`."""
        self.cookies_set += [(url, value) for value in reply.header_values("set-cookie")]

    def submit(
        self,
        form: HtmlForm,
        filled: dict[str, str],
        *,
        button: Button | None = None,
        watch: str = "",
    ) -> Landing:
        """Types `filled` into a form, presses a button, and goes where that leads.

        Without `button` it is the one that goes on. Raises Outside, ExchangeError.
        """
        button = button or form.agreeing_button()
        self.keep_secret(form, filled)
        pairs = form.submission(filled, button)
        action, method = form.sent_to(button)
        if self.leaves(action, watch):
            raise Outside(f"a form would be sent to {action[:200]}, outside of the provider")
        if method == "POST":
            sender = self.origin_of(form.page, action)
            return self.open(
                action,
                purpose=Purpose.FORM,
                form=pairs,
                passwords=form.passwords_in(filled),
                watch=watch,
                sender=sender,
            )
        return self.open(address_with(action, pairs), purpose=Purpose.FORM, watch=watch)

    def keep_secret(self, form: HtmlForm, filled: dict[str, str]) -> None:
        """Has a one-time code that is typed into `form` kept out of what is recorded."""
        if form.code and form.code.name in filled:
            redactor = self.client.journal.redactor
            redactor.learn("".join(filled[one.name] for one in form.boxes or [form.code]))
            # Of a digit alone nobody knows that it is part of one.
            redactor.learn_names(one.name for one in form.boxes)

    def origin_of(self, page: str, action: str) -> str:
        """The Origin header of a POST to `action` (Fetch Standard, append a request Origin header).

        Providers that guard their forms by it refuse one without, and one from a page that hides
        where it is: there no user can log in.
        """
        if page in self._discreet or (page.startswith("https:") and action.startswith("http:")):
            return "null"
        return origin(page)

    def been_to(self, url: str) -> None:
        """From now on the origin of `url` counts as the provider's own."""
        self._visited.add(origin(url))

    @property
    def visited(self) -> frozenset[str]:
        """The origins that count as the provider's own: a request was sent to each."""
        return frozenset(self._visited)

    def trusts(self, form: HtmlForm) -> bool:
        """Whether a user would type a secret into `form`: it leads to where this login was before.

        A neighbour of such a host is as good, as browsers take both for one site; without TLS, only
        a form of a page without TLS is.
        """
        action = form.sent_to(form.agreeing_button())[0]
        if form.page.startswith("https:") and not action.startswith("https:"):
            return False
        return any(same_site(action, one) for one in self._visited)

    def leaves(self, url: str, watch: str) -> bool:
        """Whether `url` is outside of the provider: the application, or what `watch` names."""
        asked_for = begins(url, watch) or begins(url, resolved(url, watch) if watch else "")
        if asked_for or parts_of(url).scheme not in ("http", "https"):
            return True
        if origin(url) in self._visited:
            return False
        host = parts_of(url).hostname or ""
        return origin(url) in self._outside or bool({host, unquote(host)} & hosts_named(watch))

    def _page(self, reply: Reply, watch: str) -> Landing:
        """A page, unless all it does is post an authorization response to the application."""
        if reply.header("referrer-policy").strip().lower() == "no-referrer":
            self._discreet.add(reply.url)
        if "html" in reply.media_type or reply.text.lstrip().startswith("<"):
            for form in forms_of(reply.text, reply.url):
                # A form to `javascript:` leads nowhere, unless the request asked for just that.
                leads = not form.by_script or begins(form.action, watch)
                if form.is_response and leads and self.leaves(form.action, watch):
                    return Landing(
                        url=form.action, reply=reply, mode="form_post", pairs=form.hidden
                    )
        return Landing(url=reply.url, reply=reply)


def redirection(reply: Reply) -> str:
    """Where a response sends a browser on: by Location, by Refresh, or by a page that refreshes."""
    location = reply.header("location")
    if reply.status in REDIRECTS and location:
        return location
    return refresh_of(reply.header("refresh"), reply.text if "html" in reply.media_type else "")


def landing_outside(url: str, reply: Reply) -> Landing:
    """The landing of a redirect to the application."""
    parts = parts_of(url)
    mode = "fragment" if "=" in parts.fragment else "query"
    carried = parts.fragment if mode == "fragment" else parts.query
    pairs = parse_qsl(carried, keep_blank_values=True)
    return Landing(url=url, reply=reply, mode=mode, pairs=pairs)


def address_with(action: str, pairs: Pairs) -> str:
    """Where a form leads that is sent by GET."""
    return f"{action.partition('#')[0].partition('?')[0]}?{urlencode(pairs)}"
