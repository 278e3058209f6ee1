"""The applications as their faults build on them, for a type checker; see `fakes.faults.homes`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.applications.full import FullApplication as Full
    from fakes.applications.full.hybrid import Hybrid
    from fakes.applications.wandb_server import WandbServer as Application
else:

    class Application: ...

    class Full: ...

    class Hybrid: ...


__all__ = ["Application", "Full", "Hybrid"]
