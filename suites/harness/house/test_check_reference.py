"""docs/checks says what the checks say, and every id leads to its entry."""

import re
from urllib.parse import urldefrag

from suites.checks.catalogue import catalogue
from suites.docs.checks import checks_pages, without_markup

ANCHOR = re.compile(r'^## <a id="([a-z0-9-]+)"></a>(\S+)$', re.MULTILINE)
LINK = re.compile(r"\]\((?!https:)([^)]+)\)")


def test_every_check_is_found_by_its_id() -> None:
    entries = [
        (f"{name.removesuffix('.md')}/{slug}", shown)
        for name, page in checks_pages().items()
        for slug, shown in ANCHOR.findall(page)
    ]
    assert sorted(entries) == sorted((one, one) for one in catalogue())


def test_an_entry_tells_all_that_a_finding_leaves_open() -> None:
    page = checks_pages()["discovery.md"]
    shown = page.partition('<a id="issuer-exact"></a>')[2].partition("\n## ")[0]
    one = catalogue()["discovery/issuer-exact"]
    told = (one.title, one.level, one.severity, one.run_class, one.why, one.remedy)
    assert [words for words in told if without_markup(words) not in shown] == []
    assert [cited for cited in one.spec if f"[{cited.text}]({cited.url})" not in shown] == []


def test_the_links_between_the_pages_lead_somewhere() -> None:
    pages = checks_pages()
    for link in (found for page in pages.values() for found in LINK.findall(page)):
        name, slug = urldefrag(link)
        assert name in pages
        assert not slug or f'<a id="{slug}"></a>' in pages[name]


def test_no_sign_of_a_text_is_read_as_markup() -> None:
    assert without_markup("each *_enc_* list") == r"each \*\_enc\_\* list"
    assert (
        without_markup("`request_uri` of id_token_hint, <b>")
        == r"`request_uri` of id_token_hint, \<b>"
    )
