"""The targets that need no configuration: the fakes that come with the harness."""

from dataclasses import dataclass

from fakes.faults import Fault
from fakes.running import RunningFake
from fakes.vendors import vendor_names
from suites.targets.profile import profiles
from suites.targets.target import Target


@dataclass(frozen=True, slots=True)
class Embedded:
    """A fake to judge: its vendor, the application's auth method, and the vendor's options."""

    vendor: str
    auth_method: str
    options: tuple[tuple[str, str], ...] = ()

    def start(self, name: str, faults: tuple[Fault, ...] = ()) -> tuple[RunningFake, Target]:
        """A running fake and the target that it is. Whoever calls stops the fake."""
        fake = RunningFake(self.vendor, faults, port=0, **dict(self.options)).start()
        return fake, target_of(fake, name, self.auth_method)


# Every vendor is judged by `pkce`, as it is without options, under its own name; these otherwise.
OTHERWISE = {
    "auth0": Embedded("auth0", "implicit"),
    "okta-implicit": Embedded("okta", "implicit", (("server", "org"),)),
    "okta-pkce": Embedded("okta", "pkce", (("server", "default"),)),
}
EMBEDDED = {
    vendor: Embedded(vendor, "pkce")
    for vendor in vendor_names()
    if vendor not in {one.vendor for one in OTHERWISE.values()}
} | OTHERWISE
DEFAULT = ("cognito", "okta-implicit", "okta-pkce")


def target_of(fake: RunningFake, name: str, auth_method: str) -> Target:
    """The target that a running fake is, set up as its administrator told."""
    target = Target(
        name=name,
        profile=profiles()["wandb-server"],
        connection=fake.connection,
        listen=fake.listen,
        clock=fake.clock,
    )
    settings = fake.setup(auth_method).values | {"vendor": fake.provider.vendor}
    return target.changed(**settings)
