"""Defects of sessions in the hybrid flow: prompt, max_age, id_token_hint."""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from fakes.engine.model import Authorization, Grant, Session
from fakes.faults import fault
from fakes.faults.editing import without
from fakes.faults.flows.hybrid_logins import is_first, is_hybrid
from fakes.faults.homes import Reference


def is_silent(authorization: Authorization) -> bool:
    """Whether it is a hybrid request with prompt=none."""
    return is_hybrid(authorization) and "none" in authorization.prompts


@fault(caught_by=["hybrid/prompt-none-session"])
class HybridSilentLoginRefused(Reference):
    """A hybrid prompt=none needs a login although the user has a session."""

    def proceed(self, authorization: Authorization, session: Session | None) -> Response:
        return super().proceed(authorization, None if is_silent(authorization) else session)


@fault(caught_by=["hybrid/prompt-none-user"])
class HybridSilentLoginOfAnother(Reference):
    """A hybrid prompt=none logs in as somebody else."""

    def subject(self, grant: Grant) -> str:
        return "mallory" if is_silent(grant.authorization) else super().subject(grant)


@fault(caught_by=["hybrid/id-token-hint-user"])
class HybridHintOfAnother(Reference):
    """An id_token_hint is answered for somebody else in the hybrid flow."""

    def subject(self, grant: Grant) -> str:
        hint = grant.authorization.params.get("id_token_hint")
        hinted = is_hybrid(grant.authorization) and hint in self.hints
        return "mallory" if hinted else super().subject(grant)


@fault(caught_by=["hybrid/prompt-none-auth-time"])
class HybridSilentLoginCounts(Reference):
    """A hybrid prompt=none counts as a login."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if is_silent(authorization):
            session = replace(session, auth_time=self.clock.now())
        return super().respond(authorization, session)


@fault(caught_by=["hybrid/max-age-auth-time"])
class HybridMaxAgeMovesAuthTime(Reference):
    """With max_age the time of a hybrid response counts as the time of the login."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if is_hybrid(authorization) and "max_age" in authorization.params:
            session = replace(session, auth_time=self.clock.now())
        return super().respond(authorization, session)


@fault(caught_by=["hybrid/auth-time-with-max-age"])
class HybridWithoutAuthTime(Reference):
    """The ID Token of a hybrid request with max_age does not say when the user logged in."""

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        claims = super().id_token_claims(grant)
        asked = is_first(grant) and "max_age" in grant.authorization.params
        return without(claims, "auth_time") if asked else claims


@fault(caught_by=["hybrid/max-age-session"])
class HybridMaxAgeAlwaysAsks(Reference):
    """A hybrid request with max_age asks for the password, however fresh the login is."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        asked = is_hybrid(authorization) and "max_age" in authorization.params
        return asked or super().must_log_in_again(authorization, session)


@fault(caught_by=["hybrid/max-age"])
class HybridMaxAgeIgnored(Reference):
    """max_age is ignored in the hybrid flow."""

    def is_too_old(self, authorization: Authorization, session: Session) -> bool:
        return not is_hybrid(authorization) and super().is_too_old(authorization, session)


@fault(caught_by=["hybrid/prompt-login"])
class HybridPromptLoginIgnored(Reference):
    """prompt=login is ignored in the hybrid flow."""

    def must_log_in_again(self, authorization: Authorization, session: Session) -> bool:
        if is_hybrid(authorization) and "login" in authorization.prompts:
            return self.is_too_old(authorization, session)
        return super().must_log_in_again(authorization, session)


@fault(caught_by=["hybrid/prompt-login-auth-time"])
class HybridLoginDoesNotCount(Reference):
    """auth_time is a minute before the login that a hybrid prompt=login asked for."""

    def respond(self, authorization: Authorization, session: Session) -> Response:
        if is_hybrid(authorization) and "login" in authorization.prompts:
            session = replace(session, auth_time=session.auth_time - 60)
        return super().respond(authorization, session)
