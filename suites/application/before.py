"""A look before a run, at whether the application sends its users to the harness's provider."""

from fakes.wire.errors import ExchangeError
from suites.application.application import Application, NoResponse
from suites.verdicts.precheck import Looked


def look_at_login(app: Application) -> list[Looked]:
    """One login as far as the authorization response, which nobody brings back."""
    app.play()
    at = app.target.login_url
    try:
        app.response(app.new_browser())
    except (ExchangeError, NoResponse) as stopped:
        return [Looked(at="login", says=f"{at}: {stopped}", stops=True)]
    return [Looked(at="login", says=f"{at} leads to the provider of the harness, and back")]
