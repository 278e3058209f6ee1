"""What the application asks UserInfo for, and shows of the answer."""

from fakes.attacks.forging import userinfo
from fakes.attacks.provider import Attack
from fakes.wire.request import Request
from suites.application.application import Application
from suites.op.memory import remembered
from suites.verdicts.expect import NotApplicable, OutOfReach

MARK = "told-by-userinfo"
TOLD_BY_USERINFO = {
    "email": f"{MARK}@example.com",
    **dict.fromkeys(("name", "given_name", "nickname", "preferred_username"), MARK),
}


@remembered
def userinfo_requests(app: Application) -> list[Request]:
    """Those of an honest login. Raises NotApplicable if there are none."""
    app.honest()
    asked = app.provider.asked("userinfo")
    if not asked:
        raise NotApplicable("The application does not ask UserInfo.")
    return asked


def page_after(app: Application, *attacks: Attack, **said: object) -> str:
    """What the application shows of its user, where UserInfo says so and is as in `attacks`."""
    return app.page_of(app.attempt(userinfo(**TOLD_BY_USERINFO | said), *attacks).browser)


@remembered
def presume_userinfo_shown(app: Application) -> None:
    """Raises NotApplicable if the application does not ask UserInfo, OutOfReach if it shows not."""
    userinfo_requests(app)
    app.presume_honest()
    if MARK not in page_after(app):
        raise OutOfReach(f"What UserInfo says does not appear at {app.target.whoami_url}.")
