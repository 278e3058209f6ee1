"""The whole suite for SAML identity providers on SimpleSAMLphp, as a user would run it."""

from pathlib import Path

import pytest

from suites.harness.real.judging import expect_no_secret, explanations, hold, judged_saml
from suites.real.saml.product import real_saml
from suites.real.saml.simplesamlphp import SIMPLESAMLPHP

EXPLAINED = explanations("saml/simplesamlphp")


@pytest.mark.parametrize("requests", ["signed", "any"])
def test_its_deviations_are_found_and_none_is_invented(requests: str, tmp_path: Path) -> None:
    with real_saml(SIMPLESAMLPHP, requests) as idp:
        done = judged_saml(idp, tmp_path)
        hold(done, EXPLAINED, requests)
        expect_no_secret(idp, done)
