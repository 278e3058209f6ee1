"""`ssoproof`: which words there are, and what it says to others."""

import pytest

from ssoproof.command import main, words
from suites.checks.catalogue import suites

SUITES = "deployment, oidc, registration, rp, saml"
KNOWN = f"{SUITES}, init, waive, fleet, fakes, diff, history, tell, report"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], f"nonsense: name one of {KNOWN}"),
        ([], f"no word: name one of {KNOWN}"),
        (["--target", "okta"], f"--target: name one of {KNOWN}"),
        (["oidc", "fakes"], f"fakes: name one of {SUITES}"),
    ],
)
def test_an_unknown_word_is_one_line_with_the_known_ones(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 4
    assert capsys.readouterr().err == f"ssoproof: {told}\n"


def test_help_names_every_suite_and_every_other_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert set(suites()) < set(words())
    assert all(f"\n  {name}" in said and word.says in said for name, word in words().items())


def test_other_commands_call_themselves_by_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["fakes", "nonsense"]) == 4
    assert capsys.readouterr().err.startswith("ssoproof fakes: nonsense: name one of ")
    with pytest.raises(SystemExit) as ended:
        main(["report"])
    assert ended.value.code == 4
    assert "usage: ssoproof report" in capsys.readouterr().err
