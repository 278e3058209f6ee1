"""The pytest side of delivery: where a run is told, and what becomes of what could not be."""

import os
from collections.abc import Callable

import pytest

from reports.delivery.channels import CHANNELS, WrongChannel, channels, presume_link
from reports.delivery.delivering import told_to
from reports.delivery.letters import Headers, Post, Posted
from reports.delivery.news import news
from reports.run.model import NOT_DELIVERED
from reports.run.shape import Notice, Run

# Asks the suites to post: they know the way out of this machine, and its proxies.
Asked = Callable[..., Posted | None]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance report")
    group.addoption(
        "--tell",
        action="append",
        choices=tuple(CHANNELS),
        default=[],
        help="tell the run there if something changed since the --baseline, or if there is none; "
        "what opens it is in the environment. May be repeated",
    )
    group.addoption("--tell-always", action="store_true", help="tell it also if nothing changed")
    group.addoption(
        "--report-url", metavar="URL", default="", help="where people open the page, for --tell"
    )


class Delivery:
    """Where one session's run is told."""

    def __init__(self, config: pytest.Config) -> None:
        """Raises pytest.UsageError."""
        self._config = config
        self._link: str = config.getoption("report_url")
        self._always: bool = config.getoption("tell_always")
        try:
            self._channels = channels(config.getoption("tell"), os.environ)
            presume_link(self._link)
        except WrongChannel as error:
            raise pytest.UsageError(f"--tell: {error}") from None
        except ValueError as error:
            raise pytest.UsageError(f"--report-url {self._link}: {error}") from None
        if self._link and not self._channels:
            raise pytest.UsageError("--report-url: it is told by --tell; name a channel too")

    def tell(self, run: Run) -> tuple[str, list[str]]:
        """Tells the channels; what is printed of it, and what could not be done."""
        if not self._channels:
            return "", []
        try:
            done, failed = told_to(
                self._channels, news(run, self._link), self._post, always=self._always
            )
        except KeyboardInterrupt:
            return "", ["The run was interrupted while it was told."]
        except Exception as bug:  # noqa: BLE001 the report is written
            return "", [f"The run could not be told: {type(bug).__name__}: {bug}"]
        return "".join(f"{line}\n" for line in done), failed

    @property
    def _post(self) -> Post:
        def post(url: str, headers: Headers, body: str) -> Posted:
            asked: Asked = self._config.hook.pytest_ssoproof_post
            posted = asked(config=self._config, url=url, headers=headers, body=body)
            if posted is None:
                raise RuntimeError("no suite of this run knows how to send a message")
            return posted

        return post


def with_notices(run: Run, failed: list[str]) -> Run:
    """The run, which says who could not be told."""
    told: list[Notice] = [{"kind": NOT_DELIVERED, "target": "", "text": one} for one in failed]
    return run | {"notices": [*run["notices"], *told]}
