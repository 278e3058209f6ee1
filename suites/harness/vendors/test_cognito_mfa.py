"""The Cognito-like fake and MfaConfiguration, set up as boto3 would at AWS."""

import pytest

from fakes.user.login import FormDriver
from fakes.vendors.cognito.directory import TOTP_SECRET
from suites.harness.given.misconfigurations.ways import api_call, mfa
from suites.op.op import Op
from suites.targets.embedded import EMBEDDED
from suites.verdicts.expect import Mismatch


@pytest.mark.parametrize(
    ("configuration", "has_an_app", "stops_at"),
    [
        ("OFF", False, ""),
        ("OFF", True, ""),
        ("OPTIONAL", False, ""),
        ("OPTIONAL", True, "login, second factor: authenticator app"),
        ("ON", True, "login, second factor: authenticator app"),
        ("ON", False, "login, enrolment"),
    ],
)
def test_a_pool_asks_for_a_second_factor_as_it_is_configured(
    configuration: str, has_an_app: bool, stops_at: str
) -> None:
    fake, target = EMBEDDED["cognito"].start("fake", ())
    settings = {"Username": "alice", "SoftwareTokenMfaSettings": {"Enabled": True}}
    target = mfa(configuration)(fake, target)
    if has_an_app:
        backend = fake.provider.directory._backend.user_pools[target.issuer.rpartition("/")[2]]
        backend.users["alice"].token_verified = True
        target = api_call("AdminSetUserMFAPreference", lambda _: settings)(fake, target)
    try:
        if stops_at:
            op = Op.at(target, FormDriver())
            with pytest.raises(Mismatch) as stopped:
                op.attempt()
            assert stopped.value.where == stops_at
            op.close()
        if has_an_app or not stops_at:
            op = Op.at(target.changed(totp_secret=TOTP_SECRET), FormDriver())
            assert op.attempt().id_token.claims["sub"]
            op.close()
    finally:
        fake.stop()
