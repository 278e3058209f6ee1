"""Keys that a token names, and tokens that are read in two ways (RFC 8725, RFC 7515)."""

from functools import partial

from fakes.attacks.elsewhere import KeysElsewhere, address, by_keys_at, called
from fakes.attacks.odd_signatures import (
    CURVE_LISTED,
    encrypted_alone,
    injected_kids,
    maced_by_curve_key,
    none_and_signature,
    point_off_curve,
    repeated_members,
    with_header,
    zero_signatures,
)
from fakes.attacks.provider import says
from fakes.attacks.signatures import by_own_key
from suites.application.application import Application
from suites.application.forgeries import expect_each_forgery_refused, expect_forgery_refused
from suites.application.metadata import presume_keys
from suites.checks.words import HIGH, LOW, SHOULD
from suites.rp.signature.signing import signature_check
from suites.verdicts.expect import Mismatch

odd_signature_check = partial(signature_check, spec=["core:3.1.3.7", "rfc8725:3.10"])
MARK = "somebody-else"
MOST_KEY_REQUESTS = 3


@odd_signature_check("rp-signature/key-from-url")
def test_keys_at_an_address_that_an_id_token_names_are_not_believed(app: Application) -> None:
    """Whoever signs with a key of his own can publish it somewhere."""
    attacks = by_keys_at(address(app.provider))
    expect_each_forgery_refused(app, [(attack, KeysElsewhere) for attack in attacks])


@odd_signature_check("rp-signature/no-call-out", level=SHOULD, severity=HIGH)
def test_no_address_that_an_id_token_names_is_called(app: Application) -> None:
    """By a token, anybody sends the application to addresses of its own network."""
    app.presume_honest()
    for attack in by_keys_at(address(app.provider)):
        app.attempt(attack, KeysElsewhere)
        if called(app.provider):
            raise Mismatch("no request", "a request", f"what was asked for after {says(attack)}")


@odd_signature_check("rp-signature/kid-injection", severity=HIGH)
def test_a_kid_is_no_part_of_a_query(app: Application) -> None:
    """The key ID comes from outside: where it ends up in a query, it brings a key along."""
    expect_each_forgery_refused(app, injected_kids())


@odd_signature_check("rp-signature/repeated-members", spec="rfc7515:4", severity=HIGH)
def test_an_id_token_with_two_algorithms_and_no_signature_is_refused(
    app: Application,
) -> None:
    """A proxy that reads the first one lets through what the application reads otherwise."""
    expect_each_forgery_refused(app, repeated_members())


@odd_signature_check("rp-signature/zero-ecdsa", spec=["rfc8725:3.1", "rfc7515:5.2"])
def test_an_ecdsa_signature_of_zeros_is_refused(app: Application) -> None:
    """It fits every text, where a library does not look at the range of the values."""
    expect_each_forgery_refused(app, [(attack, CURVE_LISTED) for attack in zero_signatures()])


@odd_signature_check(
    "rp-signature/point-off-curve", spec="rfc8725:3.4", severity=HIGH, needs="restart"
)
def test_a_key_that_is_no_point_of_its_curve_verifies_nothing(app: Application) -> None:
    """Computing with it goes wrong in ways that an attacker can choose."""
    presume_keys(app)
    # Who keeps a JWK Set that it cannot read has to forget it, or nobody is signed in any more.
    expect_forgery_refused(app, *point_off_curve(), anew=True)


@odd_signature_check("rp-signature/none-signed")
def test_an_id_token_with_the_algorithm_none_over_a_signature_is_refused(app: Application) -> None:
    """A look at whether there is a signature is no verification."""
    expect_each_forgery_refused(app, [none_and_signature()])


@odd_signature_check("rp-signature/mac-by-curve-key", spec=["rfc8725:3.1", "rfc8725:2.1"])
def test_an_id_token_with_a_mac_by_a_public_key_on_a_curve_is_refused(app: Application) -> None:
    """As with RSA: the public key is public."""
    expect_each_forgery_refused(app, [(attack, CURVE_LISTED) for attack in maced_by_curve_key()])


@odd_signature_check(
    "rp-signature/encrypted-alone", spec=["core:16.14", "core:3.1.3.7"], needs="secret"
)
def test_an_id_token_that_is_encrypted_and_not_signed_is_refused(app: Application) -> None:
    """Encryption hides what a token says; it tells nothing about who says it."""
    expect_each_forgery_refused(app, [encrypted_alone(app.target.client_secret)])


@odd_signature_check("rp-signature/header-claims", spec=["rfc7519:5.3", "core:2"], severity=HIGH)
def test_nobody_is_signed_in_by_claims_in_the_header_of_an_id_token(app: Application) -> None:
    """Two readers of one token take it for tokens of two users."""
    app.presume_honest()
    visit = app.attempt(with_header(sub=MARK, name=MARK, preferred_username=MARK))
    if MARK in app.page_of(visit.browser):
        where = "who is signed in, after another user in the header"
        raise Mismatch("alice, or nobody", MARK, where)


@odd_signature_check("rp-signature/few-key-requests", level=SHOULD, severity=LOW)
def test_an_unknown_key_is_looked_for_once(app: Application) -> None:
    """With forged tokens anybody makes the application flood its provider."""
    app.presume_honest()
    app.attempt(by_own_key("an unknown kid", kid="nobody-s"))
    asked = len(app.provider.asked("jwks"))
    if asked > MOST_KEY_REQUESTS:
        where = "requests for the keys, after one token with an unknown kid"
        raise Mismatch(f"at most {MOST_KEY_REQUESTS}", asked, where)
