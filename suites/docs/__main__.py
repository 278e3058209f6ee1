"""`python -m suites.docs` makes the pages of `docs` anew that are made from data."""

from suites.docs.pages import DOCS, pages, stale

if __name__ == "__main__":
    for path in stale():
        path.unlink()
    for name, text in pages().items():
        (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / name).write_text(text, "utf-8")
