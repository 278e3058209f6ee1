"""The pages of `docs` say what the data say of which they are made."""

from suites.docs.pages import DOCS, pages, stale


def test_the_pages_are_made_of_the_data() -> None:
    old = [name for name, text in pages().items() if written(name) != text]
    assert not [*old, *stale()], "python -m suites.docs makes them anew"


def written(name: str) -> str:
    path = DOCS / name
    return path.read_text("utf-8") if path.exists() else ""
