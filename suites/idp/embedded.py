"""The identity provider that comes with the harness, with faults put on it."""

from collections.abc import Callable

from fakes.faults import Fault
from fakes.people import ALICE, APPLICATION
from fakes.saml.running import RunningSaml
from suites.idp.target import SamlTarget
from suites.targets.profile import profiles

# What the embedded ones are called, and which requests they take.
EMBEDDED = {"saml": "any", "saml-signed": "signed"}


def running_saml(
    name: str = "saml", faults: tuple[Fault, ...] = ()
) -> tuple[SamlTarget, Callable[[], None]]:
    """An embedded identity provider, running, as a target, and what stops it."""
    fake = RunningSaml(faults, requests=EMBEDDED[name]).start()
    target = SamlTarget(
        name=name,
        profile=profiles()["wandb-server"],
        entity_id=fake.sp.entity_id,
        acs_url=fake.sp.acs_url,
        slo_url=fake.sp.slo_url,
        key=fake.key,
        connection=fake.connection,
        clock=fake.clock,
    ).changed(
        issuer=fake.metadata_url,
        host=APPLICATION,
        username=ALICE.username,
        password=ALICE.password,
    )
    return target, fake.stop
