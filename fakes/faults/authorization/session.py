"""Defects of sessions: prompt, max_age, id_token_hint."""

from dataclasses import replace

from starlette.responses import Response

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Authorization, Session
from fakes.engine.pages import confirm_page
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(
    caught_by=[
        *("authorization/prompt-none-session", "hybrid/prompt-none-session"),
        "consent/prompt-none",
    ]
)
class SilentLoginRefused(Reference):
    """prompt=none needs a login although the user has a session."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        return super().proceed(authorization, None if authorization.prompts else session)


@fault(
    caught_by=[
        *("authorization/prompt-none-user", "hybrid/prompt-none-user"),
        "authorization/id-token-hint-user",
        "authorization/forged-hint-of-another",
        "authorization/unsigned-hint-of-another",
        "authorization/hint-of-another-client-user",
    ],
    at_home=["claims-parameter/own-sub"],
)
class SilentLoginOfAnother(Reference):
    """prompt=none logs in as somebody else."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if "none" in authorization.prompts:
            other = replace(session.user, claims=session.user.claims | {"sub": "mallory"})
            session = replace(session, user=other)
        return super().respond(authorization, session)


@fault(
    caught_by=[
        *("authorization/prompt-none-auth-time", "authorization/max-age-auth-time"),
        *("hybrid/prompt-none-auth-time", "hybrid/max-age-auth-time"),
    ]
)
class SilentLoginCounts(Reference):
    """auth_time is when the response was made, though nobody logged in."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        return super().respond(authorization, replace(session, auth_time=self.clock.now()))


@fault(caught_by=["authorization/prompt-none-page", "hybrid/prompt-none-page"])
class SilentRequestAsks(Reference):
    """prompt=none without a session shows the login page."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        return (
            super().proceed(authorization, session)
            if session
            else self.ask_for_login(authorization)
        )


@fault(
    caught_by=[
        *("authorization/prompt-none-page", "hybrid/prompt-none-page"),
        "consent/prompt-none",
    ]
)
class SilentRequestAsksForConsent(Reference):
    """prompt=none of a user with a session shows a page that asks for consent."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if "none" in authorization.prompts:
            return confirm_page("Allow access?", self.endpoints["login"], [], "Allow")
        return super().respond(authorization, session)


@fault(caught_by=["authorization/prompt-none-combined"])
class NoneCombined(Reference):
    """prompt=none may be combined, and is ignored then."""

    def check_prompt(self, authorization: Authorization) -> None:
        if {"none"} < set(authorization.prompts):
            del authorization.params["prompt"]


@fault(
    caught_by=[
        *("authorization/id-token-hint-of-another-user", "authorization/prompt-login"),
        "hybrid/prompt-login",
    ]
)
class PromptLoginIgnored(Reference):
    """prompt=login is ignored."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        chooses = "select_account" in authorization.prompts
        return chooses or self.is_too_old(authorization, session)


@fault(caught_by=["authorization/prompt-login", "hybrid/prompt-login"])
class ConsentForPromptLogin(Reference):
    """Who is asked to log in again has to agree, and to type no password."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        hinted = self.hint_is_of_another(authorization, session)
        chooses = "select_account" in authorization.prompts
        return chooses or hinted or self.is_too_old(authorization, session)

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        asked = "login" in authorization.prompts
        return asked or super().must_consent(authorization, session)

    def decide(self, request: Request) -> Response:
        question = self.questions.get(request.params.get("ticket", ""))
        if question is not None:
            question.authorization.params.pop("prompt", None)
        return super().decide(request)


@fault(caught_by=["authorization/prompt-list"])
class PromptComparedAsAWhole(Reference):
    """prompt=login is known, and no list that has it."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        if len(authorization.prompts) > 1:
            return self.is_too_old(authorization, session)
        return super().must_log_in_again(authorization, session)


@fault(caught_by=["authorization/prompt-login-auth-time", "hybrid/prompt-login-auth-time"])
class FirstLoginCounts(Reference):
    """auth_time is the first login of the user, whatever came later."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        mine = [one.auth_time for one in self.sessions.values() if one.user is session.user]
        return super().respond(authorization, replace(session, auth_time=min(mine)))


@fault(caught_by=["authorization/max-age", "authorization/max-age-zero", "hybrid/max-age"])
class MaxAgeIgnored(Reference):
    """max_age is ignored."""

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        return False


@fault(caught_by=["authorization/max-age", "authorization/max-age-zero", "hybrid/max-age"])
class UseCountsAsALogin(Reference):
    """A session that was used without a page is never too old for max_age."""

    used: frozenset[str] = frozenset()

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if "none" in authorization.prompts:
            self.used |= {session.sid}
        return super().respond(authorization, session)

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        return session.sid not in self.used and super().is_too_old(authorization, session)


@fault(caught_by=["authorization/max-age", "authorization/max-age-zero", "hybrid/max-age"])
class ConsentInPlaceOfALogin(Reference):
    """Who logged in longer ago than max_age has to agree, and to type no password."""

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        return False

    def must_consent(self, authorization: Authorization, session: Session) -> bool:
        unasked = (session.user.username, authorization.client.client_id) not in self.consents
        too_old = super().is_too_old(authorization, session)
        return (too_old and unasked) or super().must_consent(authorization, session)


@fault(caught_by=["authorization/max-age-session", "hybrid/max-age-session"])
class MaxAgeAlwaysAsks(Reference):
    """A request with max_age asks for the password, however fresh the login is."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        asked = "max_age" in authorization.params
        return asked or super().must_log_in_again(authorization, session)


@fault(caught_by=["authorization/id-token-hint", "hybrid/id-token-hint"])
class HintRefused(Reference):
    """Requests with an id_token_hint are refused."""

    def check_prompt(self, authorization: Authorization) -> None:
        super().check_prompt(authorization)
        if "id_token_hint" in authorization.params:
            raise Rejected("invalid_request", "A hint is not welcome.")


@fault(
    caught_by=[
        *("authorization/id-token-hint-alone", "authorization/forged-hint-alone"),
        *("authorization/unsigned-hint-alone", "authorization/hint-of-another-client-alone"),
    ]
)
class HintLogsIn(Reference):
    """Whoever has an ID Token of a user is logged in as that user."""

    def session_of(self, request: Request) -> Session | None:
        session = super().session_of(request)
        if session or not {"id_token_hint", "response_type"} <= set(request.params):
            return session
        return Session("hinted", next(iter(self.users.values())), self.clock.now())


@fault(caught_by=["authorization/id-token-hint-of-another-user"])
class HintOfAnotherUserUnread(Reference):
    """An id_token_hint about another user changes nothing."""

    def hint_is_of_another(self, authorization: Authorization, session: Session) -> bool:
        return False
