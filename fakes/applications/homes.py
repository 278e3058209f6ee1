"""The application as its faults build on it, for a type checker; see `fakes.faults.homes`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.applications.wandb_server import WandbServer as Application
else:

    class Application: ...


__all__ = ["Application"]
