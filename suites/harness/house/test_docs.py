"""The pages of `docs` say what the data say of which they are made."""

from suites.docs.pages import DOCS, pages, stale


def test_the_pages_are_made_of_the_data() -> None:
    """`python -m suites.docs` makes them anew."""
    made = pages()
    assert [name for name, text in made.items() if (DOCS / name).read_text("utf-8") != text] == []
    assert stale() == []
