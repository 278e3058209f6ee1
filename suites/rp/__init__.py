"""The application suite: a relying party, judged by a provider that misbehaves."""

from suites.application.application import Application
from suites.application.before import look_at_login
from suites.application.entering import printed_settings
from suites.application.features import FEATURES
from suites.application.sources import applications
from suites.checks.suite import Cost, Suite
from suites.checks.words import SAFE, STATEFUL

LONGEST_NAME, MOST = 60, 10


def prove_nothing(app: Application, exchanges: list[str]) -> None:
    """Every attack has its honest logins before and after it, so there is nothing left to prove."""


def accounts_left(app: Application) -> list[str]:
    """What stayed at the application: the accounts of the harness's users, if it makes any."""
    names = dict.fromkeys(visit.who for visit in app.visits if visit.who)
    if not app.target.lasts or not names:
        return []
    shown = ["".join(filter(str.isprintable, one))[:LONGEST_NAME] for one in list(names)[:MOST]]
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    told = app.journal.redactor.text(", ".join(shown))
    return [f"Accounts that it may have made of our logins: {told}{more}; remove them there."]


SUITE = Suite[Application](
    name="rp",
    fixture="app",
    features=FEATURES,
    sources=applications,
    open=Application,
    given=lambda app: app,
    prove=prove_nothing,
    clean_up=accounts_left,
    precheck=look_at_login,
    costs={SAFE: Cost(10.5, 2.3), STATEFUL: Cost(5.0, 1.0)},
    judges="application",
    of_ours="an application that comes with the harness, no product of Weights & Biases or anybody "
    "else; RP_LOGIN_URL, or RP_PROFILE and HOST, names one of yours",
    to_enter=printed_settings,
)
