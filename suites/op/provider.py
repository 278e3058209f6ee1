"""The provider of a run: its documents, and what the run keeps about it whatever client asks."""

from collections import Counter
from collections.abc import Hashable

from fakes.relying_party.listener import Listener
from fakes.user.browser import Browser
from fakes.user.login import LoginDriver, LoginFailed
from suites.op.documents import Documents
from suites.op.ledger import Ledger
from suites.op.listening import listener_for
from suites.targets.target import Target

# HTTP status, media type and title of a page; a refusal has the channel before.
Answered = tuple[int, str, str]
Refusal = tuple[str, int, str, str]
BLOCKED = "blocked"


class Provider(Documents):
    """One target during one run: what is kept here is one, for all clients and users.

    `proved` are the kinds of refusals after which a correct request still worked, `blocking` those
    after which it did not, each with what came before it; `remarks` are told in the report.
    `proved_until` is how many exchanges were had when a correct request worked last.
    `tried_again` is whether a login was, because the provider broke down, `outlasts_s` how long
    the run still waits for blocks to end. `failed` are the logins that stopped, `broke_down` those
    that the provider broke down at, with how often; `entered` are the users of whom one succeeded.
    """

    def __init__(self, target: Target, driver: LoginDriver) -> None:
        super().__init__(target)
        self.driver = driver
        self.ledger = Ledger()
        self.proved: set[Refusal] = set()
        self.blocking: dict[Answered, str] = {}
        self.proved_until = 0
        self.remarks: list[dict[str, str]] = []
        self.tried_again = False
        self.failed: dict[Hashable, LoginFailed] = {}
        self.broke_down: Counter[Hashable] = Counter()
        self.entered: set[str] = set()
        self.outlasts_s = 30.0
        self.logins = 0
        self._listener: Listener | None = None
        self._expendable: Browser | None = None
        self._ran_scripts = False

    def listener(self) -> Listener:
        """Endpoints of a relying party that the provider can call. Raises NotRun if it cannot."""
        if self._listener is None:
            self._listener = listener_for(self.target, self.journal)
        return self._listener

    def expendable_browser(self) -> Browser:
        """A browser whose session any check may spoil; the same for every client."""
        if self._expendable is None:
            self._expendable = Browser(self.http, (self.target.host, self.target.redirect_uri))
        return self._expendable

    @property
    def notices(self) -> list[dict[str, str]]:
        """What the run has to tell about how the provider answers: `kind` and `text`."""
        clean = self.journal.redactor.text
        told = self.target.connection.notices + self.remarks
        return [one | {"text": clean(one["text"])} for one in told]

    def remark(self, kind: str, text: str) -> None:
        """Has `text` told in the report, as a notice of this kind."""
        self.remarks.append({"kind": kind, "text": text})

    def remark_scripts(self, browser: Browser) -> None:
        """Has it told, once, that pages of this provider were shown by Chromium."""
        if browser.ran_scripts and not self._ran_scripts:
            self._ran_scripts = True
            text = "Pages of the login need JavaScript: Chromium was used from there on by itself."
            self.remark("browser-driver", text)

    @property
    def was_blocked(self) -> bool:
        """Whether correct requests were refused at any time of the run."""
        return any(one["kind"] == BLOCKED for one in self.remarks)

    def remark_block(self, text: str) -> None:
        """Has the first block told: it has answers of several kinds, and one beginning."""
        if not self.was_blocked:
            self.remark(BLOCKED, text)

    def close(self) -> None:
        """Closes every connection to it, and stops what it could call."""
        self.http.close()
        if self._listener is not None:
            self._listener.stop()
