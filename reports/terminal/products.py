"""What an application was tried with, on the terminal: a line for each product."""

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from reports.run.model import OUTCOMES
from reports.run.products import Products, Tried
from reports.run.text import shortened
from reports.terminal.style import ANSWER_COLOURS, COLOURS, LONGEST_NAME, LONGEST_VALUE


def print_products(console: Console, found: Products) -> None:
    """The table, and below it what does not work, product by product."""
    table = Table(
        Column("tried with", no_wrap=True), "sign-in works", box=box.SIMPLE, pad_edge=False
    )
    for name in found.checks.values():
        table.add_column(name, overflow="fold")
    for one in found.tried:
        works = Text(one.works, style=ANSWER_COLOURS[one.works])
        table.add_row(_name(one), works, *(_sign(one, check) for check in found.checks))
    console.print(table)
    for one in found.tried:
        for trouble in one.troubles:
            console.print(_name(one).append(f": {shortened(trouble, LONGEST_VALUE)}"))


def _name(one: Tried) -> Text:
    return Text(shortened(one.target["name"], LONGEST_NAME))


def _sign(one: Tried, check: str) -> Text:
    outcome = one.outcomes.get(check)
    return Text(OUTCOMES[outcome].sign, style=COLOURS[outcome]) if outcome else Text()
