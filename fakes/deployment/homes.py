"""Deployments as their faults build on them, for a type checker; see `fakes.faults.homes`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.deployment.azure.deployment import Azure
    from fakes.deployment.deployment import Deployment
    from fakes.deployment.google.deployment import Google
else:

    class Azure: ...

    class Deployment: ...

    class Google: ...


__all__ = ["Azure", "Deployment", "Google"]
