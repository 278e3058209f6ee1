"""A provider with identity providers behind it: whom it sends where, and how they come back."""

import hashlib
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.interaction import ENDED
from fakes.engine.model import Authorization, User
from fakes.engine.provider import Provider
from fakes.federation.upstream import (
    Directory,
    Elsewhere,
    Entry,
    Failure,
    Identity,
    Upstream,
    UpstreamFailed,
)
from fakes.wire.request import Request

NONE = "none"


class Federated(Provider):
    """Users of some e-mail domains, and requests that name an identity provider, are sent to it.

    Who comes back is a user of their own, named after the identity provider. Which one is behind is
    the option `upstream` of the product: one of `upstream_kinds`, or none.
    """

    upstream_kinds: ClassVar[Mapping[str, type[Upstream]]] = {}

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.people_behind = tuple(map(self.named_there, self.users.values()))
        self.upstreams = self.entered_upstreams()
        self.sent_on: dict[str, tuple[Authorization, Elsewhere]] = {}

    def entered_upstreams(self) -> tuple[Upstream, ...]:
        """The identity providers that an administrator entered."""
        if self.options["upstream"] == NONE:
            return ()
        kind = self.upstream_kinds[self.options["upstream"]]
        base = self.place_behind(kind.known_as)
        return (kind(base, self.entry_of(kind), self.people_behind, self.clock),)

    @abstractmethod
    def entry_of(self, kind: type[Upstream]) -> Entry:
        """How an identity provider of that kind is entered at the product."""

    def named_there(self, user: User) -> User:
        """A user as the identity provider behind knows them: by their e-mail address."""
        return User(
            username=user.claims["email"],
            password=user.password,
            claims=user.claims,
            totp_secret=user.totp_secret,
        )

    def place_behind(self, host: str) -> str:
        """Where an identity provider is: at its own name, or below this one's loopback URL."""
        return f"https://{host}" if self.under_its_own_names else f"{self.base}/behind"

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        """The test users are those of the identity provider behind."""
        told = super().told_to_operators(auth_method)
        if self.upstreams:
            first, second, *_ = self.people_behind
            told |= {"OIDC_USERNAME": first.username, "OTHER_USERNAME": second.username}
        return told

    @property
    def elsewhere(self) -> tuple[Elsewhere, ...]:
        """Those that a browser is sent to."""
        return tuple(one for one in self.upstreams if isinstance(one, Elsewhere))

    def hosts(self) -> set[str]:
        return super().hosts() | {one.host for one in self.elsewhere}

    def routes(self) -> dict[str, Route]:
        back = Route(("GET", "POST"), self.come_back)
        urls = [one.entry.callback.partition("?")[0] for one in self.elsewhere]
        return super().routes() | dict.fromkeys(urls, back)

    def answer(self, request: Request) -> Response:
        """What is asked of an identity provider behind is answered by that."""
        for one in self.elsewhere:
            if one.serves(request.url):
                return one.answer(request)
        return super().answer(request)

    # Which one

    def upstream_called(self, name: str) -> Upstream | None:
        return next((one for one in self.upstreams if name and one.entry.name == name), None)

    def upstream_wanted(self, authorization: Authorization) -> Upstream | None:
        """The one that a request names."""
        return None

    def upstream_of_address(self, address: str) -> Upstream | None:
        """Home realm discovery: the one that is responsible for the domain of an address."""
        domain = address.rpartition("@")[2].lower() if "@" in address else ""
        return next((one for one in self.upstreams if domain in one.entry.domains), None)

    def upstream_chosen(self, request: Request) -> Upstream | None:
        """The one that what was typed into the login page leads to."""
        if "password" in request.params:
            return None
        return self.upstream_of_address(request.params.get("username", ""))

    # There

    def ask_for_login(self, authorization: Authorization) -> Response:
        wanted = self.upstream_wanted(authorization)
        if not isinstance(wanted, Elsewhere):
            return super().ask_for_login(authorization)
        return self.send_on(authorization, wanted)

    def log_in(self, request: Request) -> Response:
        """Beside a password, a name may be typed that belongs elsewhere."""
        ticket = request.params.get("ticket", "")
        chosen = self.upstream_chosen(request)
        if ticket not in self.pending or not self.was_shown_here(request, ticket):
            return super().log_in(request)
        if not isinstance(chosen, Elsewhere):
            return super().log_in(request)
        return self.leave_page(ticket, chosen, request.params.get("username", ""))

    def leave_page(self, ticket: str, upstream: Elsewhere, hint: str = "") -> Response:
        """Sends the user on from the login page of a ticket, which is over by that."""
        response = self.send_on(self.pending.pop(ticket), upstream, hint)
        response.headers.append("set-cookie", self.ticket_cookie(ticket, ENDED))
        return response

    def send_on(
        self, authorization: Authorization, upstream: Elsewhere, hint: str = ""
    ) -> Response:
        """Sends the user on; the request waits under a value that comes back with the user.

        The browser keeps it too, so that nobody comes back in another's name.
        """
        key = self.random()
        self.sent_on[key] = authorization, upstream
        hint = hint or authorization.params.get("login_hint", "")
        response = upstream.lead(key, hint, anew="login" in authorization.prompts)
        response.headers.append("set-cookie", self.way_cookie(key))
        return response

    def way_cookie(self, key: str, lifetime: str = "") -> str:
        """It has to come back with a form of another site, which a cookie may over https alone."""
        site = "None" if self.secure else "Lax"
        name = self.ticket_name(key)
        return f"{name}={key}; Path=/; HttpOnly; SameSite={site}{self.secure}{lifetime}"

    # Here, with a password that is asked about there

    def directory_of(self, request: Request) -> Directory | None:
        """The directory that what was typed into the login page belongs to."""
        authorization = self.pending.get(request.params.get("ticket", ""))
        wanted = self.upstream_wanted(authorization) if authorization else None
        found = wanted or self.upstream_of_address(request.params.get("username", ""))
        return found if isinstance(found, Directory) else None

    def user_of(self, request: Request) -> User | None:
        directory = self.directory_of(request)
        if directory is None:
            return super().user_of(request)
        name = request.params.get("username", "")
        if not directory.online or self.tried_too_often(name):
            return None
        identity = directory.identity_of(name, request.params.get("password", ""))
        if identity is None:
            self.wrong_passwords.setdefault(name, []).append(self.clock.now())
            return None
        return self.user_behind(directory, identity)

    # And back

    def come_back(self, request: Request) -> Response:
        """A user comes back from an identity provider."""
        key = request.params.get("RelayState") or request.params.get("state", "")
        came_here = self.same(request.cookie(self.ticket_name(key)), key)
        authorization, upstream = self.sent_on.get(key, (None, self.elsewhere[0]))
        if authorization is None or not came_here:
            return self.failed_behind(None, upstream, UpstreamFailed(Failure.UNSOLICITED))
        del self.sent_on[key]
        try:
            user = self.user_behind(upstream, upstream.identity(request, key))
        except UpstreamFailed as failure:
            response = self.failed_behind(authorization, upstream, failure)
        else:
            self.end_older_session(request)
            response = self.logged_in(authorization, user)
        response.headers.append("set-cookie", self.way_cookie(key, ENDED))
        return response

    def user_behind(self, upstream: Upstream, identity: Identity) -> User:
        """The user here who is told of by an identity provider. Raises UpstreamFailed."""
        claims = dict(identity.claims) | {"sub": self.subject_behind(upstream, identity)}
        name = claims.get("email", identity.key)
        return User(username=name, password=self.random(), claims=claims)

    def subject_behind(self, upstream: Upstream, identity: Identity) -> str:
        """Who that is here: another than anybody of this provider's own."""
        told = f"{upstream.kind} {upstream.entry.name} {identity.key}"
        return hashlib.sha256(told.encode()).hexdigest()[:24]

    def failed_behind(
        self, authorization: Authorization | None, upstream: Upstream, told: UpstreamFailed
    ) -> Response:
        """The application is told, or the user where nobody knows whom to tell."""
        if authorization is None:
            return self.page_refusal("invalid_request", told.failure.name)
        return self.refuse(authorization, Rejected("access_denied", told.failure.name))
