"""The pages of `docs` say what the data say of which they are made."""

import pytest

from suites.docs import DOCS, pages


@pytest.mark.parametrize("name", pages())
def test_a_page_is_made_of_the_data(name: str) -> None:
    """`python -m suites.docs` makes it anew."""
    assert (DOCS / name).read_text("utf-8") == pages()[name]
