"""ID Tokens that nobody signed, or the wrong one (Core 3.1.3.7, RFC 8725)."""

import json

from fakes.attacks.signatures import (
    by_key_for_encryption,
    by_own_key,
    headed,
    maced_by,
    maced_by_public_key,
    maced_by_published_secret,
    malformed,
    stripped,
    unknown_extension,
    with_own_key,
)
from fakes.faults.id_tokens.signature import AlteredIdToken, ForeignKeySameName
from suites.application.application import Application
from suites.application.forgeries import expect_each_forgery_refused, expect_forgery_refused
from suites.application.metadata import presume_keys
from suites.checks.words import HIGH, MEDIUM, SHOULD
from suites.rp.signature.signing import signature_check


@signature_check("rp-signature/altered")
def test_an_id_token_that_was_altered_after_it_was_signed_is_refused(app: Application) -> None:
    """Whoever can change a response signs in as anybody."""
    expect_forgery_refused(app, AlteredIdToken)


@signature_check("rp-signature/foreign-key")
def test_an_id_token_that_another_key_signed_under_the_same_kid_is_refused(
    app: Application,
) -> None:
    """A key ID is no key: everybody can write it into a token."""
    expect_forgery_refused(app, ForeignKeySameName)


@signature_check("rp-signature/none")
def test_an_id_token_with_the_algorithm_none_is_refused(app: Application) -> None:
    """A token that nobody signed says whatever its writer likes."""
    spelled = ("none", "None", "NONE", "nOnE")
    expect_each_forgery_refused(app, [headed(f"alg {one}", alg=one, typ="JWT") for one in spelled])


@signature_check("rp-signature/stripped")
def test_an_id_token_without_its_signature_is_refused(app: Application) -> None:
    """Some libraries skip what is empty."""
    expect_forgery_refused(app, stripped())


@signature_check("rp-signature/algorithm-of-no-kind")
def test_an_id_token_whose_alg_is_no_name_is_refused(app: Application) -> None:
    """An application that stumbles over a type may stumble into letting somebody in."""
    values = (None, 1, ["RS256"])
    expect_each_forgery_refused(
        app, [headed(f"alg {json.dumps(one)}", alg=one, typ="JWT") for one in values]
    )


@signature_check("rp-signature/mac-by-public-key", spec=["rfc8725:3.1", "rfc8725:2.1"])
def test_an_id_token_with_a_mac_by_the_public_key_is_refused(app: Application) -> None:
    """The public key is public: with it as the secret of a MAC everybody signs."""
    expect_each_forgery_refused(app, maced_by_public_key())


@signature_check("rp-signature/mac-by-nothing")
def test_an_id_token_with_a_mac_by_an_empty_secret_is_refused(app: Application) -> None:
    """A client without a secret has an empty one in some libraries."""
    expect_forgery_refused(app, maced_by("HS256 by an empty secret", b""))


@signature_check(
    "rp-signature/mac-by-secret", spec="core:3.1.3.7", level=SHOULD, severity=HIGH, needs="secret"
)
def test_an_id_token_with_a_mac_by_the_client_secret_is_refused(app: Application) -> None:
    """The algorithm is agreed at registration; nobody agreed to this one."""
    secret = app.target.client_secret.encode()
    expect_forgery_refused(app, maced_by("HS256 by the client secret", secret))


@signature_check("rp-signature/kid-is-a-path", spec="rfc8725:3.10")
def test_a_kid_that_is_a_path_opens_no_file(app: Application) -> None:
    """An empty file of the machine is a secret that everybody knows."""
    paths = ("../../../../dev/null", "/dev/null")
    expect_each_forgery_refused(app, [maced_by(f"kid {path}", b"", kid=path) for path in paths])


@signature_check("rp-signature/embedded-key", spec="rfc8725:3.10")
def test_a_key_that_an_id_token_brings_along_is_not_believed(app: Application) -> None:
    """Whoever signs with a key of his own can put it there."""
    expect_each_forgery_refused(app, with_own_key())


@signature_check("rp-signature/unknown-kid")
def test_an_id_token_by_a_key_that_nobody_published_is_refused(app: Application) -> None:
    """A key that is not found is no reason to do without one."""
    unknown = by_own_key("an unknown kid", kid="nobody-s")
    nameless = by_own_key("an unpublished key and no kid")
    expect_each_forgery_refused(app, [unknown, nameless])


@signature_check("rp-signature/shared-key-in-jwks", level=SHOULD, severity=HIGH, needs="restart")
def test_a_shared_key_in_the_jwk_set_signs_no_id_token(app: Application) -> None:
    """What everybody can read there is no secret."""
    presume_keys(app)
    expect_forgery_refused(app, *maced_by_published_secret(), anew=True)


@signature_check(
    "rp-signature/encryption-key",
    spec="rfc7517:4.2",
    level=SHOULD,
    severity=MEDIUM,
    needs="restart",
)
def test_a_key_for_encryption_signs_no_id_token(app: Application) -> None:
    """A key for one purpose may be held by those who may not do the other."""
    presume_keys(app)
    expect_forgery_refused(app, *by_key_for_encryption(), anew=True)


@signature_check("rp-signature/critical-header", spec="rfc7515:4.1.11", severity=MEDIUM)
def test_an_id_token_with_an_extension_that_nobody_knows_is_refused(app: Application) -> None:
    """Its writer says that it must not be believed by whoever does not know the extension."""
    expect_forgery_refused(app, unknown_extension())


@signature_check("rp-signature/malformed", spec=["rfc7519:7.2", "rfc7515:7.1"], severity=MEDIUM)
def test_what_is_no_jws_in_compact_form_is_refused(app: Application) -> None:
    """A parser that repairs what it reads reads what nobody signed."""
    expect_each_forgery_refused(app, malformed())
