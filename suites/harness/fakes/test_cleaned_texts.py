"""Texts that were cleaned before a secret was known are cleaned anew, and no others."""

from collections import Counter

import pytest

from fakes.wire.cleaned import MOST, MOST_COMPARED, CleanedTexts
from fakes.wire.redaction import Redactor

SECRET = "a-verifier-that-nobody-may-see"  # noqa: S105 - made up


@pytest.mark.parametrize("others", [0, 3, MOST_COMPARED + 1])
@pytest.mark.parametrize("around", ["{}", "see {}", "x.{}/y?z={}", "{}!"])
def test_a_text_that_was_shown_hides_what_is_learnt_after_it(around: str, others: int) -> None:
    redactor, text = Redactor(), around.replace("{}", SECRET)
    assert redactor.text(text) == text
    redactor.learn(SECRET)
    for number in range(others):
        redactor.learn(f"another-secret-{number:06}")
    assert SECRET not in redactor.text(text)
    assert SECRET not in redactor.text(text)


def test_a_text_without_the_new_secret_is_not_cleaned_again() -> None:
    texts, times = CleanedTexts(), []

    def clean(text: str) -> str:
        times.append(text)
        return text.upper()

    for secrets in ([], ["elsewhere"], ["here"]):
        texts.secrets += secrets
        assert texts.cleaned("it is here", clean) == "IT IS HERE"
    assert times == ["it is here", "it is here"]


def test_of_texts_without_end_the_first_are_forgotten() -> None:
    texts, times = CleanedTexts(), Counter[str]()

    def clean(text: str) -> str:
        times[text] += 1
        return text

    for number in (*range(MOST + 1), MOST, 0):
        texts.cleaned(str(number), clean)
    assert (times[str(MOST)], times["0"]) == (1, 2)
