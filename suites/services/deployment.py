"""The deployment under judgement: its variables, and the client by which its cloud is asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from fakes.wire.client import HttpClient
from fakes.wire.journal import Journal
from fakes.wire.loopback import is_loopback
from fakes.wire.redaction import Redactor
from suites.checks.catalogue import catalogue
from suites.checks.questions import is_security
from suites.checks.words import MUST
from suites.op.memory import Memory
from suites.services.described import DeploymentTarget
from suites.services.forms import bucket_shown
from suites.services.values import ENVIRONMENT
from suites.services.variables import SECRETS
from suites.verdicts.expect import Mismatch, NotApplicable, NotChosen, NotRun, presuming

T = TypeVar("T")


@cache
def needed_by_the_server() -> list[str]:
    """The checks that tell whether W&B Server will run: each MUST that is no matter of safety."""
    return [
        one.id
        for one in catalogue("deployment").values()
        if one.level == MUST and not any(map(is_security, one.spec))
    ]


class Deployment:
    """One deployment during one run."""

    def __init__(self, target: DeploymentTarget, driver: object = None) -> None:
        """`driver` is for subjects at which somebody logs in; here nobody does."""
        self.target = target
        self.journal = Journal(target.name, Redactor(*target.secrets))
        self.http = HttpClient(target.connection, self.journal)
        self.recall = Memory(self.journal).recall

    # What a run wants of a subject

    def today(self) -> date:
        """The date by the target's clock, in UTC."""
        return datetime.fromtimestamp(self.target.clock.now(), UTC).date()

    def presume_allowed(self, run_class: str) -> None:
        """Raises NotRun if what a check of `run_class` does was not allowed."""
        if run_class not in self.target.allowed:
            raise NotChosen(f"This check is {run_class}, and reads no more: --allow {run_class}.")

    def state(self) -> dict[str, Any]:
        """What run.json tells of it: `targets[]` without `duration_s`."""
        target = self.target
        return {
            "name": target.name,
            "issuer": target.issuer,
            "vendor": "",
            "profile": target.profile.name,
            "auth_method": target.auth_method,
            "needs": needed_by_the_server(),
            "settings": target.settings,
            "proxy": ", ".join(sorted(self.http.proxies)),
            "notices": target.connection.notices,
            "requests": self.http.requests,
            "logins": 0,
        }

    def close(self) -> None:
        """Closes every connection to it."""
        self.http.close()

    # Its variables

    def has(self, variable: str) -> bool:
        """Whether a variable is set."""
        return variable in self.target.values_read

    def text(self, variable: str) -> str:
        """The value of a variable, empty if it is not set. Raises NotRun if it is not known."""
        value = self.target.values_read.get(variable)
        if value is None:
            return ""
        if value.unread:
            raise NotRun(f"The value of {variable} is not known: {value.unread}")
        return value.text

    def where(self, variable: str) -> str:
        """A variable, and where it was read."""
        value = self.target.values_read.get(variable)
        return f"{variable} ({value.place})" if value else variable

    def is_in_environment(self, variable: str) -> bool:
        """Whether a variable was read from the environment, as the server reads it."""
        value = self.target.values_read.get(variable)
        return value is not None and value.place == ENVIRONMENT

    def presume_another_machine(self, variable: str, host: str, port: int) -> None:
        """Raises NotRun for the machine of the server itself, unless that may be this one.

        Who has the variable in the environment says so; a file may be of anywhere.
        """
        is_led = self.target.connection.place_of(host, port) != (host, port)
        if is_loopback(host) and not is_led and not self.is_in_environment(variable):
            raise NotRun(
                f"{self.where(variable)} names {host}, the machine of the server itself: "
                f"run it there, with {variable} in the environment."
            )

    def shown(self, variable: str) -> str:
        """What was read, as a finding tells it."""
        if not self.has(variable):
            return "not set"
        if variable in SECRETS:
            return "a value that is not shown"
        text = self.text(variable)
        return repr(bucket_shown(text) if variable == "BUCKET" else text)

    def expect_written(self, variable: str, right: bool, read: str, write: str) -> None:
        """What was read has to be `right`. Raises Mismatch, which says what to write."""
        if not right:
            raise Mismatch(f"write {write}", read, self.where(variable))

    def expect_form(self, variable: str, form: Callable[[str], T]) -> T:
        """What a variable says, taken apart by `form`. Raises Mismatch, NotApplicable if not set.

        The ValueError of a form says what is wrong, and after a semicolon what to write.
        """
        text = self.text(variable)
        if not text:
            raise NotApplicable(f"{variable} is not set.")
        try:
            return form(text)
        except ValueError as error:
            told, _, write = str(error).rpartition("; ")
            actual = f"{self.shown(variable)}: {told}" if told else self.shown(variable)
            raise Mismatch(write, actual, self.where(variable)) from None

    def formed(self, variable: str, form: Callable[[str], T]) -> T:
        """As `expect_form`, for checks that build on it. Raises NotRun in place of Mismatch."""
        with presuming():
            return self.expect_form(variable, form)
