"""A look before a run, at whether the application sends its users to the harness's provider."""

from fakes.wire.errors import ExchangeError
from suites.application.application import Application
from suites.checks.words import SAFE
from suites.verdicts.expect import NotRun
from suites.verdicts.precheck import Looked


def look_at_login(app: Application) -> list[Looked]:
    """One login as far as the authorization response, which nobody brings back."""
    at = app.target.login_url
    try:
        app.presume_allowed(SAFE)
        app.play()
        app.response(app.new_browser())
    except (ExchangeError, NotRun) as stopped:
        return [Looked(at="login", says=f"{at}: {stopped}", stops=True)]
    return [Looked(at="login", says=f"{at} leads to the provider of the harness, and back")]
