"""What the pages of a provider show of a client: read from their elements, not from their looks."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from fakes.user.browser import Landing
from fakes.user.forms import page_of
from suites.op.login import outcome_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.verdicts.expect import NotRun

ATTRIBUTES = ("href", "src", "action", "formaction", "data", "srcset", "poster")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the provider that is about a client."""

    landing: Landing

    @property
    def tree(self) -> LexborHTMLParser:
        return page_of(self.landing.text)

    def urls(self, selector: str = "*") -> list[str]:
        """Every URL that an element which matches `selector` leads to or loads."""
        found = [
            node.attributes.get(name) or ""
            for node in self.tree.css(selector)
            for name in ATTRIBUTES
        ]
        return [url.strip() for url in found if url]

    @property
    def has_other_images(self) -> bool:
        """Whether there is a picture whose origin the page does not tell."""
        return self.tree.css_first("img, svg, image, picture") is not None


@remembered
def pages_about(client: Op) -> list[Shown]:
    """The pages that a user sees on the way to `client`: the login, and what is asked after it.

    The user of its browser is logged in, and was never asked about it: who agreed once may not be
    asked again. Raises NotRun if there is none.
    """
    first = client.ask(browser=client.new_browser())[1]
    second = client.ask("pkce", browser=client.browser)[1]
    pages = [one for one in (first, second) if not one.left and one.reply.status < 400]
    if not pages:
        raise NotRun(f"No page was shown: {outcome_in_words(first)}.")
    return [Shown(one) for one in pages]


def scripted(pages: list[Shown]) -> bool:
    """Whether a page is made by a script, so that its elements tell nothing."""
    return any(page.landing.scripted for page in pages)
