"""Consent (Core 3.1.2.4): the user decides about clients that are not the operator's own."""

from dataclasses import dataclass, replace
from html import escape
from typing import Any

from starlette.responses import Response

from fakes.engine.endpoint import Rejected, Route
from fakes.engine.model import Authorization, Client, Session
from fakes.engine.pages import error_page, hidden, page
from fakes.engine.provider import Provider
from fakes.wire.request import Request


@dataclass(frozen=True, slots=True)
class Question:
    """What a user is being asked: the request as it came, and the session that it is asked in."""

    authorization: Authorization
    session: Session


class Consent(Provider):
    """Asks once for each user, client and scope; what an administrator registered needs no asking.

    The request is kept here and not on the page, so nothing on the page can change it.
    """

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.own_clients = frozenset(self.clients)
        self.questions: dict[str, Question] = {}
        self.consents: dict[tuple[str, str], frozenset[str]] = {}

    def routes(self) -> dict[str, Route]:
        routes = super().routes()
        routes[self.consent_url()] = Route(("POST",), self.decide)
        return routes

    def consent_url(self) -> str:
        return f"{self.base}/consent"

    def respond(self, authorization: Authorization, session: Session) -> Response:
        """At once if the user has decided before, else after asking."""
        if not self.must_consent(authorization, session):
            return super().respond(authorization, session)
        if "none" in authorization.prompts:
            return self.refuse(authorization, Rejected("consent_required", "Nobody agreed yet."))
        return self.ask_for_consent(authorization, session)

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        client = authorization.client
        if "consent" in authorization.prompts:
            return True
        given = self.consents.get((session.user.username, client.client_id), frozenset())
        wanted = set(self.granted_scopes(authorization))
        return self.is_foreign(client) and not wanted <= given

    def is_foreign(self, client: Client) -> bool:
        """Whether somebody else than the operator registered the client."""
        return client.client_id not in self.own_clients

    def ask_for_consent(self, authorization: Authorization, session: Session) -> Response:
        ticket = self.random()
        self.questions[ticket] = Question(authorization, session)
        return self.consent_page(ticket, authorization)

    def consent_page(self, ticket: str, authorization: Authorization) -> Response:
        """Who asks, and for what."""
        name = self.name_of(authorization.client)
        wanted = "".join(f"<li>{escape(one)}</li>" for one in self.told_scopes(authorization))
        return page(
            "Allow access?",
            f"<p>{escape(name)} would like to know:</p><ul>{wanted}</ul>"
            f'<form method="post" action="{escape(self.consent_url())}">'
            f"{hidden([('ticket', ticket)])}"
            '<button name="decision" value="allow">Allow</button>'
            '<button name="decision" value="deny">Deny</button></form>',
        )

    def name_of(self, client: Client) -> str:
        return str(client.metadata.get("client_name", client.client_id))

    def told_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        return self.granted_scopes(authorization)

    def decide(self, request: Request) -> Response:
        """The answer to the request that waits for this decision of this session."""
        question = self.question_of(request)
        if question is None:
            return error_page("invalid_request", "This page is too old. Start again.")
        authorization, session = question.authorization, question.session
        if request.params.get("decision") != "allow":
            return self.refuse(authorization, Rejected("access_denied", "The user said no."))
        self.note_consent(authorization, session)
        return self.respond(answered(authorization), session)

    def question_of(self, request: Request) -> Question | None:
        """The question that was asked in the session of this browser, once."""
        ticket = request.params.get("ticket", "")
        question = self.questions.get(ticket)
        session = self.session_of(request)
        if question is None or session is None or question.session.sid != session.sid:
            return None
        return self.questions.pop(ticket)

    def note_consent(self, authorization: Authorization, session: Session) -> None:
        key = (session.user.username, authorization.client.client_id)
        granted = frozenset(self.granted_scopes(authorization))
        self.consents[key] = self.consents.get(key, frozenset()) | granted


def answered(authorization: Authorization) -> Authorization:
    """The request whose wish to ask the user was fulfilled."""
    prompts = " ".join(one for one in authorization.prompts if one != "consent")
    agreed = "consent" in authorization.prompts
    params = authorization.params | {"prompt": prompts}
    return replace(authorization, params=params, agreed=agreed)
