"""The deployment that runs, with faults put on it."""

import itertools
from typing import Self

from fakes.clock import Clock, MovableClock
from fakes.deployment.deployment import Deployment
from fakes.faults import Fault
from fakes.wire.limits.pace import Pace
from fakes.wire.network import Connection
from fakes.wire.server import Serving

ACCOUNTS = itertools.count(200_000_000_001)


class RunningDeployment(Serving):
    """One deployment in an account of its own."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        mixed = type("Fake", (*(one.mixin for one in faults), Deployment), {})
        assert issubclass(mixed, Deployment)
        self.clock: Clock = MovableClock()
        self.deployment = mixed(str(next(ACCOUNTS)))

    @property
    def connection(self) -> Connection:
        """How it is reached."""
        return Connection(pace=Pace(clock=self.clock))

    def start(self) -> Self:
        return self

    def stop(self) -> None:
        """Ends what was started."""
