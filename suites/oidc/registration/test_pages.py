"""What a client says about itself, on the provider's pages: Registration 1.0 sections 2, 9.1."""

from collections.abc import Callable

from suites.checks.check import CheckFunction, check
from suites.checks.words import HIGH, LOW, MEDIUM, MUST, SHOULD, STATEFUL
from suites.oidc.registration.client_pages import Shown, pages_about, scripted
from suites.op.op import Op
from suites.protocol.alike import alike
from suites.protocol.authorization.requests import MARKUP, expect_no_markup
from suites.protocol.clients.registration import (
    REGISTERED,
    presume_granted,
    registered,
    registration,
    registration_response,
)
from suites.verdicts.expect import Mismatch, OutOfReach, expect_decided, expect_none

SCRIPTS = ("javascript:", "data:", "vbscript:")
SHOW = "Let the login or the consent page show what its client registered."
ESCAPE = "Escape what clients say about themselves: report it to the vendor of the provider."
SITE = "https://ssoproof.example"
ABOUT = {
    "logo_uri": f"{SITE}/ssoproof-logo.png",
    "policy_uri": f"{SITE}/ssoproof-policy",
    "tos_uri": f"{SITE}/ssoproof-terms",
    "client_uri": f"{SITE}/ssoproof-home",
}
Sentence = Callable[[], None]
LOOK = "Log in at a client that registered {0}, and look whether the page shows {1}."


def pages_about_a_client(op: Op) -> list[Shown]:
    """The pages about a client that has a logo, a policy and terms. Raises NotRun."""
    registration(op)
    op.login()
    return pages_about(registered(op, **ABOUT))


def expect_link(op: Op, member: str, what: str) -> None:
    """A page leads to the registered URL. Raises NeedsReview if only a person can tell."""
    pages = pages_about_a_client(op)
    if any(ABOUT[member] in page.urls("a, area, form, button") for page in pages):
        return
    if scripted(pages):
        raise op.to_review(LOOK.format(member, what), pages[0].landing)
    presume_granted(registration(op, **ABOUT), member)
    raise Mismatch(f"a link to the {member}", "no such link", "pages of the provider")


@check(
    "registration/logo-shown",
    spec=["registration:2", "rfc7591:2"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=SHOW,
)
def test_the_logo_of_a_client_is_shown(op: Op) -> None:
    """Users cannot tell one application from another when they are asked for their password."""
    pages = pages_about_a_client(op)
    if any(ABOUT["logo_uri"] in page.urls("img, source, image") for page in pages):
        return
    if scripted(pages) or any(page.has_other_images for page in pages):
        what = "this logo, perhaps from a copy"
        raise op.to_review(LOOK.format("logo_uri", what), pages[0].landing)
    presume_granted(registration(op, **ABOUT), "logo_uri")
    raise Mismatch("the logo of the client", "no picture", "pages of the provider")


@check(
    "registration/policy-shown",
    spec="registration:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=SHOW,
)
def test_policy_uri_of_a_client_is_linked(op: Op) -> None:
    """Users hand their data over without a chance to read what becomes of it."""
    expect_link(op, "policy_uri", "a link to this policy")


@check(
    "registration/terms-shown",
    spec="registration:2",
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=SHOW,
)
def test_tos_uri_of_a_client_is_linked(op: Op) -> None:
    """Users accept terms that they were not shown."""
    expect_link(op, "tos_uri", "a link to these terms")


@check(
    "registration/name-escaped",
    spec=["rfc6749:10.14", "rfc7591:5"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    needs=["registration", "code"],
    remedy=ESCAPE,
)
def test_markup_in_the_name_of_a_client_stays_text(op: Op) -> None:
    """A stranger's client puts its own elements, and scripts, on the login page."""
    registration(op)
    name = f"ssoproof {MARKUP}"
    reply = registration_response(op, client_name=name)
    expect_decided(reply)
    if reply.status not in REGISTERED:
        return
    op.login()
    for page in pages_about(registered(op, client_name=name)):
        expect_no_markup(page.landing.reply, where="page about the client")


@check(
    "registration/http-logo",
    spec=["rfc7591:5", "registration:9.1"],
    level=SHOULD,
    severity=LOW,
    run_class=STATEFUL,
    needs=["registration", "code", "https"],
    remedy="Take logos of clients over https only, or serve copies of them.",
)
def test_no_picture_without_tls_is_on_the_login_page(op: Op) -> None:
    """Whoever is on the way sees where users log in, and exchanges the picture."""
    logo = ABOUT["logo_uri"].replace("https:", "http:")
    loaded = [url for page in shown_with(op, "logo_uri", logo) for url in page.urls("img, source")]
    expect_none([url for url in loaded if url.startswith("http:")], where="pictures without TLS")


def shown_with(op: Op, member: str, url: str) -> list[Shown]:
    """The pages about a client with `url` in `member`; none if no client may have it."""
    pages_about_a_client(op)
    reply = registration_response(op, **{member: url})
    expect_decided(reply)
    if reply.status not in REGISTERED:
        return []
    pages = pages_about(registered(op, **{member: url}))
    if scripted(pages):
        raise OutOfReach("The page is made by a script, so that its elements tell nothing.")
    return pages


def never_live(identifier: str, member: str) -> Callable[[Sentence], CheckFunction]:
    """Makes a check: a script in the URL `member` is refused, or not an address on a page."""

    def judge(op: Op, _: Sentence) -> None:
        pages = shown_with(op, member, "javascript:alert(document.domain)")
        urls = [url for page in pages for url in page.urls()]
        live = [url for url in urls if url.lower().startswith(SCRIPTS)]
        expect_none(live, where=f"scripts behind the elements of a page, from {member}")

    return alike(
        judge,
        identifier,
        spec=["rfc6749:10.14", "rfc7591:5"],
        level=MUST,
        severity=MEDIUM if member == "logo_uri" else HIGH,
        run_class=STATEFUL,
        needs=["registration", "code"],
        remedy=ESCAPE,
    )


@never_live("registration/logo-script", "logo_uri")
def test_a_script_as_a_logo_is_not_live() -> None:
    """Some ways to show a picture also run what its address says."""


@never_live("registration/policy-script", "policy_uri")
def test_a_script_as_a_policy_is_not_live() -> None:
    """Who wants to read the policy runs a stranger's script in the origin of the provider."""


@never_live("registration/terms-script", "tos_uri")
def test_a_script_as_terms_of_service_is_not_live() -> None:
    """Who wants to read the terms runs a stranger's script in the origin of the provider."""


@never_live("registration/home-script", "client_uri")
def test_a_script_as_a_home_page_is_not_live() -> None:
    """Who follows the name of the client runs a stranger's script in the origin of the provider."""
