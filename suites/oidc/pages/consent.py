"""Consent: what a provider asks a user who is logged in, for a client that nobody knows yet.

Each check takes a client of its own: an answer that should not count may be remembered.
"""

from dataclasses import dataclass, replace

from fakes.relying_party.party import AuthorizationRequest
from fakes.user.browser import Browser, Landing
from fakes.user.fields import Field
from fakes.user.forms import Form
from fakes.user.which_form import form_to_send
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.authorization.responses import expect_success
from suites.protocol.clients.registration import registered
from suites.verdicts.expect import NotApplicable, NotRun, presuming

WHERE = "consent page"


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """A page that asks whether `client` may have what `request` asks for."""

    client: Op
    request: AuthorizationRequest
    landing: Landing
    browser: Browser

    @property
    def form(self) -> Form:
        """The form that takes the answer. Raises NotRun if there is none."""
        answers = [one for one in self.landing.forms if one.method == "POST" and one.asks_nothing]
        form = form_to_send(answers)
        if form is None:
            raise NotRun(f"The page has no form that only a yes is needed for: {self._told}.")
        return form.ticked(everything=True)

    @property
    def _told(self) -> str:
        return "; ".join(form.describe() for form in self.landing.forms) or "no form"

    def send(self, form: Form, browser: Browser | None = None, *, watch: str = "") -> Landing:
        """Where it leads to say yes by `form`, which may be changed, from any browser."""
        watch = watch or self.request.redirect_uri
        return (browser or self.browser).submit(form, {}, watch=watch)


def newcomer_client(op: Op, name: str) -> Op:
    """A client that registered itself and that nobody has agreed to, for the purpose `name`."""
    op.login()
    return registered(op, client_name=f"ssoproof {name}")


def consent_page(
    op: Op, name: str, browser: Browser | None = None, **changes: str | None
) -> ConsentPage:
    """What the user of `browser` (the test user's, if none is given) is asked.

    Raises NotApplicable if clients cannot register themselves or nobody is asked, NotRun.
    """
    client = newcomer_client(op, name)
    browser = browser or op.browser
    request, landing = client.ask("", browser=browser, **changes)
    if landing.left and "error" not in landing.params:
        raise NotApplicable("The provider asks for no consent.")
    if landing.left or landing.asks_for_password or landing.reply.status >= 400:
        raise NotRun(f"In place of a consent page: {outcome_in_words(landing)}.")
    return ConsentPage(client, request, landing, browser)


@remembered
def presume_yes_works(op: Op) -> None:
    """The harness can say yes, or no refusal of a yes would mean anything. Raises NotRun."""
    page = consent_page(op, "yes")
    with presuming():
        expect_success(page.send(page.form))


def with_fields(form: Form, **values: str) -> Form:
    """The form with `values` in its fields, which are added where it does not have them."""
    kept = tuple(replace(f, value=values.get(f.name, f.value)) for f in form.fields)
    names = {field.name for field in form.fields}
    added = tuple(
        Field(name=name, type="hidden", value=value, label="", checked=False)
        for name, value in values.items()
        if name not in names
    )
    return replace(form, fields=kept + added)


def without_hidden(form: Form) -> Form:
    """The form as somebody would build it who cannot read the page."""
    return replace(form, fields=tuple(f for f in form.fields if f.type != "hidden"))
