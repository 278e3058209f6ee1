"""The deployment as its faults build on it, for a type checker; see `fakes.faults.homes`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.deployment.deployment import Deployment
else:

    class Deployment: ...


__all__ = ["Deployment"]
