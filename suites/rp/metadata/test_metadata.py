"""The discovery document and the keys (Discovery 4.3, Core 10.1.1)."""

from functools import partial

from fakes.attacks.answers import NamelessKey, NewKey, OldKeyRemoved, PageForMetadata
from fakes.attacks.forging import document, keys
from fakes.people import ALICE
from suites.application.application import Application
from suites.application.attacks import (
    expect_refused,
    expect_welcome,
    started_anew,
)
from suites.application.forgeries import expect_forgery_refused
from suites.application.metadata import presume_discovery, presume_keys
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MEDIUM, MUST, SHOULD
from suites.verdicts.expect import Mismatch, NotApplicable, presuming

metadata_check = partial(
    check,
    spec="discovery:4.3",
    level=MUST,
    severity=HIGH,
    needs="restart",
    remedy="Read the metadata at the configured issuer alone, and refuse a document whose issuer "
    "is not exactly that one.",
)


@metadata_check("rp-metadata/issuer", severity=CRITICAL)
def test_a_discovery_document_of_another_issuer_is_refused(app: Application) -> None:
    """Its endpoints get the codes and the secret of the application."""
    presume_discovery(app)
    for value in ("https://attacker.example", f"{app.target.issuer}/", None):
        expect_refused(app, document(issuer=value), anew=True)


@metadata_check("rp-metadata/page", severity=MEDIUM)
def test_what_is_no_discovery_document_ends_a_login(app: Application) -> None:
    """A captive portal's page is no provider, and no reason to break down."""
    presume_discovery(app)
    expect_refused(app, PageForMetadata, anew=True)


@metadata_check("rp-metadata/recovers", level=SHOULD, severity=MEDIUM)
def test_one_bad_answer_does_not_last(app: Application) -> None:
    """An application that keeps it lets nobody in until somebody starts it anew."""
    presume_discovery(app)
    with started_anew(app, PageForMetadata) as is_up:
        if not is_up:
            raise NotApplicable("The application does not start without its provider's metadata.")
        app.visit()
        if not app.attempt().who:
            raise Mismatch(ALICE.username, "nobody", "a login right after a bad discovery document")


@metadata_check("rp-metadata/new-key", spec="core:10.1.1", level=SHOULD, severity=HIGH, needs=())
def test_a_new_key_of_the_provider_needs_no_restart(app: Application) -> None:
    """Providers change their keys on any day: on that day nobody can sign in."""
    expect_welcome(app, NewKey)
    if not app.provider.asked("jwks"):
        raise NotApplicable(
            "The application lets in without the new key: it verifies no signature, which "
            "rp-signature/foreign-key judges."
        )
    app.honest()


@metadata_check("rp-metadata/removed-key", spec=["core:3.1.3.7", "core:10.1.1"], severity=HIGH)
def test_a_key_that_was_removed_signs_no_longer(app: Application) -> None:
    """Keys are removed because somebody else has them."""
    presume_keys(app)
    with presuming():
        expect_welcome(app, OldKeyRemoved, anew=True)
    gone = keys("the key that signed is not published", lambda published, provider: published[1:])
    expect_forgery_refused(app, gone, anew=True)


@metadata_check("rp-metadata/nameless-key", spec="core:10.1", level=SHOULD, severity=MEDIUM)
def test_a_key_without_kid_verifies_a_token_without_kid(app: Application) -> None:
    """A provider with one key need not name it."""
    presume_keys(app)
    expect_welcome(app, NamelessKey, anew=True)


@metadata_check("rp-metadata/odd-key", spec="rfc7517:5", level=SHOULD, severity=MEDIUM)
def test_a_key_that_nobody_knows_does_no_harm(app: Application) -> None:
    """A new kind of key beside the old one locks everybody out."""
    odd = {"kty": "ODD", "kid": "odd", "use": "sig"}
    beside = keys("a key of an unknown kind", lambda published, provider: [odd, *published])
    presume_keys(app)
    expect_welcome(app, beside, anew=True)
