"""`python -m suites.docs` makes the pages of `docs` anew that are made from data."""

from suites.docs import DOCS, pages

if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for name, text in pages().items():
        (DOCS / name).write_text(text, "utf-8")
