"""What real products do otherwise than most, and may: none of it is red."""

from typing import Any, ClassVar

import jwt
import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response

from fakes.applications.failure import SignInFailed
from fakes.applications.faults import application_faults
from fakes.applications.faults.responses import CodeOfAnybody
from fakes.applications.wandb_server import BROWSER, Route, WandbServer, away
from fakes.faults import Fault
from fakes.wire.request import Request
from suites.checks.catalogue import catalogue
from suites.harness.given.applications.proving import application_outcomes
from suites.harness.given.proving import RED, described


class BeginsAnew(WandbServer):
    """Who was refused is sent to the provider again, as by Spring Security with one provider."""

    def _answered(self, route: Route, request: Request) -> Response:
        try:
            return route(request)
        except SignInFailed:
            return away(f"{self.settings.host}/login")


class AnswersInJson(WandbServer):
    """Who is signed in is told by an API, where markup is text."""

    def home(self, request: Request) -> Response:
        session = self.session_of(request)
        if session is None:
            return super().home(request)
        headers = {"cache-control": "no-store", "content-type": "application/hal+json"}
        return JSONResponse(session.claims, headers=headers)


class ReadsKeysAsOne(WandbServer):
    """One key that cannot be read, and none is, for as long as they are kept: as by Authlib."""

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        found = super().keys(metadata, kid)
        try:
            for key in self.known_keys[metadata["jwks_uri"]]:
                jwt.PyJWK(key)
        except (jwt.PyJWTError, ValueError):
            raise SignInFailed("The keys of the provider cannot be read.") from None
        return found


class BeginsByButton(WandbServer):
    """A login begins by a button with a token of the page's, as by NextAuth and OmniAuth."""

    def login(self, request: Request) -> Response:
        form = (
            '<form method="post"><input type="hidden" name="csrf" value="a-token">'
            "<button>Sign in with your provider</button></form>"
            '<form><input name="search"><button>Search</button></form>'
        )
        return HTMLResponse(form)

    def login_by_password(self, request: Request) -> Response:
        assert request.params["csrf"] == "a-token"
        return super().login(request)

    def entered_at(self, request: Request) -> str:
        return "/?country_code=fr"


class CookiesInManyWords(WandbServer):
    """Cookies have attributes that few know, and those of an earlier release are taken back."""

    def _set_cookie(self, response: Response, name: str, value: str) -> None:
        rest = "Path=/; Priority=High; Partitioned; HttpOnly; Secure; SameSite=None"
        for cookie in (f"{name}={value}; {rest}", f"{name}=; Path=/old; Max-Age=0"):
            response.headers.append("set-cookie", cookie)


class FollowsRedirects(WandbServer):
    """A redirect of the metadata is followed thirty times, as by Python's requests."""

    def metadata(self) -> dict[str, Any]:
        for _ in range(30):
            try:
                return super().metadata()
            except SignInFailed as failure:
                last = failure
        raise last


@pytest.mark.parametrize(
    ("way", "areas"),
    [
        (ReadsKeysAsOne, ("rp-signature",)),
        (FollowsRedirects, ("rp-metadata",)),
        (CookiesInManyWords, ("rp-session",)),
        (BeginsByButton, ("rp-login", "rp-request", "rp-response", "rp-session")),
        (BeginsAnew, ("rp-response", "rp-claims", "rp-signature")),
        (AnswersInJson, ("rp-answers", "rp-session")),
    ],
)
@pytest.mark.parametrize("name", ["wandb-implicit", "wandb-pkce"])
def test_what_an_application_may_do_is_not_red(
    way: type, areas: tuple[str, ...], name: str
) -> None:
    chosen = [one for one, check in catalogue("rp").items() if check.area in areas]
    found = application_outcomes(name, Fault("", "", frozenset(), "application", way), chosen)
    blamed = {one: told for one, told in found.items() if told.outcome in (*RED, "ERRORED")}
    assert not blamed, described(blamed)
    assert [one for one, told in found.items() if told.outcome == "PASSED"]


@pytest.mark.parametrize(
    ("fault", "name", "outcome"),
    [
        ("frame-without-cookies", "wandb-pkce", "PASSED"),
        ("frame-without-cookies", "wandb-implicit", "WARNED"),
        ("cookies-of-any-site", "wandb-pkce", "PASSED"),
        ("cookies-of-any-site", "wandb-implicit", "PASSED"),
    ],
)
def test_cookies_go_along_as_browsers_send_them(fault: str, name: str, outcome: str) -> None:
    """Lax with a link of another site, and not with its form; what says nothing with both."""
    check = "rp-session/from-another-site"
    found = application_outcomes(name, application_faults()[fault], [check])
    assert found[check].outcome == outcome, found


class FewLoginsAtOnce(WandbServer):
    """A browser with eight logins that began is out of service, as by mod_auth_openidc."""

    def login(self, request: Request) -> Response:
        browser = request.cookie(BROWSER)
        if sum(one.browser == browser for one in self.begun.newest()) > 7:
            return Response(status_code=503, headers={"retry-after": "0"})
        return super().login(request)


class Throttles(WandbServer):
    """Each twelfth login that begins is one too many, whoever begins it."""

    count: ClassVar[int] = 0

    def login(self, request: Request) -> Response:
        Throttles.count += 1
        if Throttles.count % 12 == 0:
            return Response(status_code=429, headers={"retry-after": "0"})
        return super().login(request)


@pytest.mark.parametrize(("way", "outcome"), [(FewLoginsAtOnce, "WARNED"), (Throttles, "NOT_RUN")])
def test_who_shuts_out_one_browser_does_not_throttle(way: type, outcome: str) -> None:
    check = "rp-session/many-begun"
    fault = Fault("", "", frozenset(), "application", way)
    assert application_outcomes("wandb-pkce", fault, [check])[check].outcome == outcome


class StaysBroken(WandbServer):
    """A token under a kid that nobody published, and nobody is signed in until it is restarted."""

    broken = False

    def keys(self, metadata: dict[str, Any], kid: str | None) -> list[dict[str, Any]]:
        found = super().keys(metadata, kid)
        self.broken = self.broken or not found
        return [] if self.broken else found


def test_what_one_attack_broke_is_restarted_for_the_checks_after_it() -> None:
    broken, later = "rp-signature/unknown-kid", "rp-userinfo/other-subject"
    fault = Fault("", "", frozenset(), "application", StaysBroken)
    found = application_outcomes("wandb-pkce", fault, [broken, later])
    assert [found[one].outcome for one in (broken, later)] == ["NOT_RUN", "PASSED"]


def test_who_does_without_pkce_has_none_to_keep() -> None:
    """PKCE is recommended to a client with a secret (RFC 9700 section 2.1.1), by its own check."""
    fault, check = Fault("", "", frozenset(), "application", CodeOfAnybody), "rp-request/pkce-kept"
    assert application_outcomes("wandb-pkce", fault, [check])[check].outcome == "NOT_APPLICABLE"
