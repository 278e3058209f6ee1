"""What the consent page says: who asks, and for what (ASVS 10.7.2)."""

from functools import partial
from urllib.parse import urlsplit

from fakes.user.browser import Landing
from fakes.user.forms import page_of
from suites.checks.check import check
from suites.checks.words import MEDIUM, SHOULD, STATEFUL
from suites.oidc.pages.consent import WHERE, consent_page
from suites.op.login import outcome_in_words, presume_seen
from suites.op.op import Op
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, expect

MORE = ("profile", "email")

page_check = partial(check, level=SHOULD, severity=MEDIUM, run_class=STATEFUL, needs="registration")


@page_check(
    "consent/names-client",
    spec=["asvs:10.7.2", "registration:2"],
    remedy="Name the application on the consent page, as it is registered.",
)
def test_the_consent_page_names_the_client(op: Op) -> None:
    """Users agree to an application of an attacker's, and think of another one."""
    page = consent_page(op, "names client")
    told = page_text(page.landing)
    client = page.client.target
    names = ("ssoproof names client", client.client_id, urlsplit(client.redirect_uri).netloc)
    named = any(name.casefold() in told.casefold() for name in names)
    expect(named, "the name of the client", told[:200], where=WHERE)


@page_check(
    "consent/names-scopes",
    spec=["asvs:10.7.2", "core:3.1.2.4"],
    remedy="Say on the consent page what the application will get.",
)
def test_the_consent_page_tells_what_is_asked_for(op: Op) -> None:
    """Users agree to everything, because nobody told them that it is everything."""
    offered = op.listed("scopes_supported")
    if offered and not set(MORE) <= set(offered):
        raise NotApplicable(f"The provider does not offer {' and '.join(MORE)}.")
    page = consent_page(op, "names scopes", scope="openid")
    _, more = page.client.ask("", browser=op.browser, scope=f"openid {' '.join(MORE)}")
    if more.left or more.asks_for_password or more.reply.status >= 400:
        raise NotRun(f"In place of a second consent page: {outcome_in_words(more)}.")
    if page_text(page.landing) == page_text(more):
        raise Mismatch(
            "other words for openid alone than with profile and email", "the same", WHERE
        )


def page_text(landing: Landing) -> str:
    """What users read on a page, pictures by what stands for them.

    Raises NotRun where only scripts show it.
    """
    presume_seen(landing)
    tree = page_of(landing.text)
    tree.strip_tags(["script", "style"])
    pictures = [node.attributes.get("alt") or "" for node in tree.css("img")]
    words = tree.body.text(separator=" ") if tree.body else ""
    return " ".join(" ".join([words, *pictures]).split())
