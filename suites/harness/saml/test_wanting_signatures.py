"""Providers whose metadata say something else of signed requests than what they do."""

from dataclasses import replace

from fakes.faults import Fault
from fakes.saml.faults import saml_faults
from suites.checks.catalogue import catalogue
from suites.idp.embedded import running_saml
from suites.idp.provider import IdentityProvider
from suites.idp.target import SamlTarget
from suites.verdicts.judge import judge
from suites.verdicts.verdict import Outcome

LOGIN, OTHER_HOST = "saml-login/redirect", "saml-acs/other-host"
COMMENT, WRAPPED = "saml-attacks/comment-in-issuer", "saml-attacks/wrapped-request"
ODD, ODD_KEY = "saml-request/unsigned", "saml-request/wrong-key"


def told_of(target: SamlTarget, *checks: str) -> list[str]:
    idp = IdentityProvider(target)
    try:
        found: list[Outcome] = [judge(catalogue("saml")[one], idp) for one in checks]
    finally:
        idp.close()
    return [one.outcome for one in found]


def test_metadata_that_want_signatures_nobody_needs_keep_nothing_from_being_judged() -> None:
    """Keycloak says WantAuthnRequestsSigned to everybody; the client decides."""
    fault: Fault = saml_faults()["unsigned-taken"]
    target, stop = running_saml("saml-signed", (fault,))
    try:
        without = replace(target, key=None)
        told = told_of(without, LOGIN, OTHER_HOST, COMMENT, ODD, ODD_KEY)
        assert told == ["PASSED", "PASSED", "PASSED", "WARNED", "NOT_APPLICABLE"]
        assert told_of(target, LOGIN, WRAPPED) == ["PASSED", "NOT_APPLICABLE"]
    finally:
        stop()


def test_requests_are_signed_where_metadata_do_not_say_that_they_have_to_be() -> None:
    target, stop = running_saml("saml-signed")
    try:
        idp = IdentityProvider(target)
        told = idp.metadata_reply()
        idp.close()
        assert told is not None
        silent = told.body.replace(b' WantAuthnRequestsSigned="true"', b"")
        assert silent != told.body
        target = replace(target, metadata_file="idp.xml", metadata=silent)
        assert told_of(target, LOGIN, OTHER_HOST, ODD_KEY, ODD) == [
            "PASSED",
            "PASSED",
            "PASSED",
            "NOT_APPLICABLE",
        ]
    finally:
        stop()
