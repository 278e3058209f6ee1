"""The application's registration, as the checks of the preflight get it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from fakes.vendors import products
from suites.admin.model import RegisteredClient, Setting, Switch
from suites.op.memory import remembered
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import (
    Mismatch,
    NotApplicable,
    NotRun,
    OutOfReach,
    Tolerated,
    expect,
    presuming,
)

HERE = Path(__file__).parent
Reader = Callable[[Op], RegisteredClient]
# By vendor: `read` of the module of this folder that is called as the product, if there is one.
# A reader raises Mismatch if the client is not there, NotRun without access.
READERS: dict[str, Reader] = {
    name: import_module(f"suites.admin.{name}").read
    for name in products()
    if (HERE / f"{name}.py").exists()
}


@remembered
def registration_of(op: Op) -> RegisteredClient:
    """The registration of the client of `op`. Raises Mismatch if there is none, NotRun."""
    reader = READERS.get(op.target.vendor)
    if reader is None:
        raise OutOfReach(_no_reader(op.target.vendor))
    return reader(op)


class Client:
    """The client of a target at its admin API, read once and remembered."""

    def __init__(self, op: Op) -> None:
        self.op = op

    @property
    def target(self) -> Target:
        return self.op.target

    def read(self) -> RegisteredClient:
        """Its registration. Raises Mismatch if there is none, NotRun if it cannot be read."""
        return registration_of(self.op)

    def registered(self) -> RegisteredClient:
        """As `read`, for checks that build on it. Raises NotRun in place of Mismatch."""
        with presuming():
            return self.read()

    def setting(self, member: str) -> Setting[Any]:
        """A setting of the registration.

        Raises NotApplicable if the product has none such, NotRun if it could not be read.
        """
        return read_well(self.having(member))

    def having(self, member: str) -> Any:
        """A member of the registration. Raises NotApplicable if the product has none such."""
        found = getattr(self.registered(), member)
        if found is None:
            raise NotApplicable("The product has no such setting for this client.")
        return found

    def where(self, setting: Setting[Any]) -> str:
        """Where an administrator finds a setting."""
        return f"{setting.name} of {setting.place or self.registered().place}"

    def expect_on(self, *switches: Switch) -> None:
        """Each must be as it has to be. Raises Mismatch with the first that is not."""
        for one in map(read_well, switches):
            if one.doubt and not one.value:
                raise Tolerated(one.right, one.shown, self.where(one), one.doubt)
            expect(one.value, one.right, one.shown, where=self.where(one))

    def flow(self) -> tuple[Switch, ...]:
        """What must be on for the application's auth method. Raises Mismatch if nothing helps."""
        method = self.target.auth_method
        flows = self.registered().flows
        if method not in flows:
            raise Mismatch(f"one of {', '.join(flows)}", method, "OIDC_AUTH_METHOD")
        return flows[method]


def read_well(setting: Setting[Any]) -> Setting[Any]:
    """The setting, if it could be read. Raises NotRun."""
    if setting.unread:
        raise NotRun(setting.unread)
    return setting


def _no_reader(vendor: str) -> str:
    """Why nothing is read, and what to do about it."""
    told = f"The admin API of {vendor or 'this provider'} is not known here; known are those of "
    if vendor:
        return f"{told}{', '.join(READERS)}. Compare the client with the application by hand."
    return f"{told}{', '.join(READERS)}. OIDC_VENDOR names the vendor where the issuer does not."
