"""The end of a run on the terminal: the causes, and the three answers about each target."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.run.answers import nothing_open, what_is_asked
from reports.run.model import OUTCOMES, VERDICTS
from reports.run.products import is_tried, products
from reports.run.shape import Diagnosis, Forecast, JudgedTarget, Run
from reports.run.text import enumerated, shortened
from reports.terminal.products import print_products
from reports.terminal.style import (
    ANSWER_COLOURS,
    COLOURS,
    FEW,
    FORECAST_COLOURS,
    LONGEST_NAME,
    LONGEST_VALUE,
    MOST,
    VERDICT_COLOURS,
    counted,
    lines,
)

_MOST_MUSTS = 5
_LONGEST_FORECAST = 120
FAKES = "These are fakes that come with the harness: no product was judged."


def print_answers(console: Console, run: Run) -> None:
    """The causes first, then what they mean."""
    print_causes(console, run["diagnoses"])
    if any(target.get("fake") for target in run["targets"]):
        console.print(Text(FAKES, style="dim"))
    tried = products(run)
    if tried.tried:
        print_products(console, tried)
    for target in run["targets"]:
        if is_tried(target):
            continue
        console.print(verdict_line(target), soft_wrap=True)
        if "answers" in target:
            none_open = nothing_open(target["verdict"])
            # What a suite would say of it is for later where nothing could be judged.
            forecast = not target.get("fake") and target["verdict"] != "not judged"
            console.print(_answers(target, none_open, forecast=forecast))


def print_causes(console: Console, causes: list[Diagnosis]) -> None:
    """A few with all that there is to know, of more the first one so, and the others in a line."""
    whole = len(causes) if len(causes) <= FEW else 1
    for diagnosis in causes[:whole]:
        _print_cause(console, diagnosis)
    for diagnosis in causes[whole:MOST]:
        told = counted(len(diagnosis["explains"]), "finding")
        console.print(_title(diagnosis).append(f", {told}", style="dim"), soft_wrap=True)
    if len(causes) > MOST:
        console.print(f"… and {counted(len(causes) - MOST, 'cause')} more in the report")
    if len(causes) > whole:
        console.print()


def _title(diagnosis: Diagnosis) -> Text:
    return Text.assemble(
        ("➤ CAUSE ", "bold red"),
        (shortened(diagnosis["summary"], LONGEST_VALUE), "bold"),
        (f"  @{shortened(diagnosis['target'], LONGEST_NAME)}", "dim"),
    )


def _print_cause(console: Console, diagnosis: Diagnosis) -> None:
    """What was seen, the setting, its value now, and the right one."""
    explained = len(diagnosis["explains"])
    console.print(_title(diagnosis))
    rows = {
        "seen": diagnosis["seen"],
        "setting": diagnosis["setting"],
        "current": diagnosis["current"],
        "correct": diagnosis["correct"],
        "explains": counted(explained, "finding") if explained else "",
    }
    console.print(lines(rows))
    console.print()


def verdict_line(target: JudgedTarget) -> Text:
    """One line: the target, its verdict, the counts, and what judging it cost."""
    word = VERDICTS[target["verdict"]]
    line = Text.assemble(
        (f"{word.sign} {shortened(target['name'], LONGEST_NAME)}: ", "bold"),
        (word.label.lower(), VERDICT_COLOURS[target["verdict"]]),
        ": ",
    )
    line.append_text(counts(target["counts"], words=True))
    sent = f"{counted(target['requests'], 'request')}, {counted(target['logins'], 'login')}"
    cost = f"{sent}, {target['duration_s']:.1f} s"
    return line.append(f" ({cost})", style="dim")


def _answers(target: JudgedTarget, none_open: str, *, forecast: bool) -> Table:
    """Each question with its answer; and what a certification suite would say, if it is asked."""
    told = target["answers"]
    works, safe, conforms = told["works"], told["safe"], told["conforms"]
    open_ = [f"{number} {severity}" for severity, number in safe["open"].items() if number]
    musts = conforms["musts"]
    unmet = f": {enumerated(musts, _MOST_MUSTS)}" if musts else ""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    because = f": {shortened(works['because'], LONGEST_VALUE)}"
    table.add_row(f"   {what_is_asked(target)}", _answer(works["answer"]).append(because))
    table.add_row("   safe", f"open: {', '.join(open_)}" if open_ else none_open)
    table.add_row("   conforms", _answer(conforms["answer"]).append(unmet))
    for one in filter(_is_told, conforms["forecasts"] if forecast else ()):
        because = one["because"] and f": {shortened(one['because'], _LONGEST_FORECAST)}"
        table.add_row(f"   {one['profile']}", _forecast(one["word"]).append(because))
    return table


def _is_told(forecast: Forecast) -> bool:
    """Whether the target claims a profile, and the run judged something of it, or says why not."""
    words = {one["word"] for one in forecast["modules"]}
    return forecast["word"] != "not claimed" and words != {"not judged"}


def _forecast(word: str) -> Text:
    """The rest of the line has no colour."""
    return Text.assemble((word, FORECAST_COLOURS[word]))


def _answer(word: str) -> Text:
    """The rest of the line has no colour."""
    return Text.assemble((word, ANSWER_COLOURS[word]))


def counts(counted: Mapping[str, int], *, words: bool = False) -> Text:
    """`2 failed, 14 passed`, or `✗ 2  ✓ 14`."""
    parts = [
        Text(
            f"{counted[name]} {word.label.lower()}" if words else f"{word.sign} {counted[name]}",
            style=COLOURS[name],
        )
        for name, word in OUTCOMES.items()
        if counted[name]
    ]
    return Text(", " if words else "  ").join(parts)
