"""What the application reads of its provider's metadata, where it was not told them by hand."""

from fakes.people import BOB
from suites.application.application import HONEST, Application
from suites.op.memory import remembered
from suites.verdicts.expect import NotApplicable, NotRun


@remembered
def read_anew(app: Application) -> frozenset[str]:
    """What it asks for itself when it was restarted and somebody signs in, such as `jwks`.

    Raises NotRun if nobody said how it is restarted, or an honest login does not work.
    """
    app.presume_honest()
    app.play(user=BOB)
    app.restart()
    if app.visit().who != BOB.username:
        raise NotRun("An honest login does not work after a restart.", judge=HONEST)
    return frozenset(call.endpoint for call in app.provider.calls)


def presume_discovery(app: Application) -> None:
    """Raises NotApplicable if what the discovery document says does not reach the application."""
    if "discovery" not in read_anew(app):
        raise NotApplicable(
            "The application reads no discovery document, not even after a restart: it was told "
            "by hand what is in it."
        )


def presume_keys(app: Application) -> None:
    """Raises NotApplicable if what the provider publishes of its keys does not reach it."""
    if "jwks" not in read_anew(app):
        raise NotApplicable(
            "The application reads no JWK Set, not even after a restart: it was told the key by "
            "hand, or verifies no signature, which rp-signature/foreign-key judges."
        )
