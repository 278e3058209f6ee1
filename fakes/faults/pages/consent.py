"""Defects of consent: nobody is asked, or anybody may answer."""

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import Any

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Client, Session
from fakes.faults import fault, ids
from fakes.faults.homes import Reference
from fakes.features.pages.consent import Question
from fakes.wire.request import Pairs, Request

consent = partial(ids, "consent")


@fault(caught_by=consent("asked"))
class NobodyIsAsked(Reference):
    """Clients that registered themselves get what they want unasked."""

    def is_foreign(self, client: Client) -> bool:
        return False


@fault(caught_by=consent("prompt-none"))
class SilentConsent(Reference):
    """prompt=none gives what a page would have had to ask for."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        return "none" not in authorization.prompts and super().must_consent(authorization, session)


class OtherError(Reference):
    """An error that goes by another name."""

    meant = told = ""

    def error_parameters(self, authorization: Authorization, refusal: Rejected) -> Pairs:
        if refusal.error == self.meant:
            refusal = Rejected(self.told, refusal.description)
        return super().error_parameters(authorization, refusal)


@fault(caught_by=consent("prompt-none"))
class SilentConsentMisnamed(OtherError):
    """prompt=none of an unknown client is refused because the user would have to log in."""

    meant, told = "consent_required", "login_required"


@fault(caught_by=consent("denied"))
class NoIsAnError(OtherError):
    """A user who says no is reported as a failure of the provider."""

    meant, told = "access_denied", "server_error"


@fault(caught_by=consent("not-skipped"))
class ConsentByParameter(Reference):
    """A parameter of the request stands for the user's yes."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        asks = super().must_consent(authorization, session)
        return asks and authorization.params.get("approval_prompt") != "auto"


@fault(caught_by=consent("more-scope"))
class ConsentForEverything(Reference):
    """Who agreed once agreed to every scope."""

    def note_consent(self, authorization: Authorization, session: Session) -> None:
        super().note_consent(authorization, session)
        key = (session.user.username, authorization.client.client_id)
        self.consents[key] |= set(authorization.client.scopes)


@fault(caught_by=[*consent("prompt-consent"), "offline-access/prompt-consent"])
class PromptConsentIgnored(Reference):
    """prompt=consent is ignored."""

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        prompts = " ".join(one for one in authorization.prompts if one != "consent")
        kept = replace(authorization, params=authorization.params | {"prompt": prompts})
        return super().must_consent(kept, session)


class Answered(Reference):
    """Knows what a session was asked last."""

    def last_question(self, request: Request) -> Question | None:
        session = self.session_of(request)
        mine = [one for one in self.questions.values() if one.session is session]
        return mine[-1] if session and mine else None


@fault(caught_by=consent("without-token"))
class ConsentWithoutTicket(Answered):
    """A yes without a ticket answers the question that this session was asked last."""

    def question_of(self, request: Request) -> Question | None:
        if "ticket" not in request.params:
            return self.last_question(request)
        return super().question_of(request)


@fault(caught_by=consent("csrf"))
class ConsentByAnybodysTicket(Answered):
    """A yes with a ticket of anybody's answers the question that this session was asked last."""

    def question_of(self, request: Request) -> Question | None:
        found = self.questions.get(request.params.get("ticket", ""))
        mine = self.last_question(request)
        if found and mine and found.authorization.client is mine.authorization.client:
            return mine
        return super().question_of(request)


@fault(caught_by=consent("csrf other-session"))
class ConsentOfAnySession(Reference):
    """A question is answered for its user by whoever sends the form."""

    def question_of(self, request: Request) -> Question | None:
        return self.questions.get(request.params.get("ticket", ""))


class FromTheForm(Reference):
    """A question whose request is taken from the page."""

    def question_of(self, request: Request) -> Question | None:
        found = super().question_of(request)
        if found is None:
            return None
        changes = self.changes(request.params, found.authorization)
        return replace(found, authorization=replace(found.authorization, **changes))

    @abstractmethod
    def changes(self, sent: dict[str, str], asked: Authorization) -> dict[str, Any]:
        """Which fields of the authorization are others by the form that was sent."""


@fault(caught_by=consent("tampered-scope"))
class ScopeFromTheForm(FromTheForm):
    """The scope comes from the consent form."""

    def changes(self, sent: dict[str, str], asked: Authorization) -> dict[str, Any]:
        scope = {"scope": sent["scope"]} if "scope" in sent else {}
        return {"params": asked.params | scope}


@fault(caught_by=consent("tampered-target"))
class TargetFromTheForm(FromTheForm):
    """The redirect_uri comes from the consent form."""

    def changes(self, sent: dict[str, str], asked: Authorization) -> dict[str, Any]:
        return {"redirect_uri": sent.get("redirect_uri", asked.redirect_uri)}


@fault(caught_by=consent("tampered-target"))
class ClientFromTheForm(FromTheForm):
    """The client comes from the consent form."""

    def changes(self, sent: dict[str, str], asked: Authorization) -> dict[str, Any]:
        return {"client": self.clients.get(sent.get("client_id", ""), asked.client)}


@fault(caught_by=consent("names-client"))
class ConsentForSomebody(Reference):
    """The consent page does not say which application asks."""

    def name_of(self, client: Client) -> str:
        return "An application"


@fault(caught_by=consent("names-scopes"))
class ConsentToSomething(Reference):
    """The consent page does not say what is asked for."""

    def told_scopes(self, authorization: Authorization) -> tuple[str, ...]:
        return ("some things",)
