"""The identity providers that a login page offers, and how one of them is chosen."""

import re
from dataclasses import dataclass

from fakes.user.addresses import resolved
from fakes.user.buttons import Button
from fakes.user.controls import Page
from fakes.user.forms import Form, page_of
from fakes.user.words.choices import ANOTHER_ACCOUNT, OFFER

# Where the links of known products lead that begin a login elsewhere.
PLACES = re.compile(
    r"/broker/|/(?:auth|login|connect|social|federat\w*|external\w*|idp|oauth2?|saml2?|sso)/"
    r"(?!login\b|signup|register|forgot|reset)[\w.\-]{2,60}|[?&](?:idp|connector|connection|provider"
    r"|identity_?provider|kc_idp_hint|idp_identifier)=",
    re.IGNORECASE,
)
MOST_LINKS = 300
MOST_CHOICES = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """An identity provider on a page: what is written at it, and a link or a button to it."""

    text: str
    link: str = ""
    form: Form | None = None
    button: Button | None = None

    @property
    def is_offered(self) -> bool:
        """Whether its words, and not its address alone, say that it leads to a login."""
        return offers(self.text)

    def is_called(self, name: str) -> bool:
        """Whether this is the one that a setting calls `name`."""
        told = " ".join((self.text, self.link, *self._values)).lower()
        return name.lower() in told

    @property
    def _values(self) -> tuple[str, ...]:
        form = dict(self.form.hidden) if self.form else {}
        return (*form.values(), self.button.value if self.button else "")


def offers(text: str) -> bool:
    """Whether what is written at a link or a button leads to a login elsewhere."""
    return bool(OFFER.search(text)) and not ANOTHER_ACCOUNT.search(text)


def choices_among(links: list[Choice], forms: list[Form]) -> list[Choice]:
    """The identity providers that a page offers by its `links` and by its `forms`."""
    buttons = [
        Choice(button.text or button.value, form=form, button=button)
        for form in forms
        if form.asks_nothing
        for button in form.buttons
        if offers(button.text or button.value)
    ]
    offered = [one for one in links if one.is_offered or PLACES.search(one.link)]
    found = {one.text.lower(): one for one in (*offered, *buttons)}
    return list(found.values())[:MOST_CHOICES]


def links_on(html: str, base: str) -> list[Choice]:
    """Every link of a page that a person sees, as something to choose."""
    tree = page_of(html)
    page = Page(tree, base)
    found = []
    for node in tree.css("a[href]")[:MOST_LINKS]:
        href = node.attributes["href"] or ""
        text = " ".join((node.text(separator=" ") or node.attributes.get("title") or "").split())
        if text and not href.startswith(("#", "javascript:", "mailto:")) and page.sees(node):
            found.append(Choice(text[:80], resolved(base, href)))
    return found
