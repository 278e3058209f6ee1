"""What a run would do, on the terminal: what stands in its way first, then what would be sent."""

from collections.abc import Iterable
from math import ceil

from rich.console import Console
from rich.text import Text

from reports.run.plan import Plan, Sent
from reports.run.text import shortened
from reports.terminal.answers import print_causes
from reports.terminal.style import LONGEST_NAME, console_for, counted, lines, text_of

FAKE = "a fake that comes with the harness: no product is judged"
STANDS = "✗ something stands in the way: a run would judge little of it, or nothing"
CLEAR = "✓ nothing stands in the way"


def plans_in_words(plans: Iterable[Plan], *, width: int, colour: bool) -> str:
    """The plans of all targets, with escape codes if `colour`."""
    console, out = console_for(width, colour=colour)
    for one in plans:
        _print_plan(console, one)
    return text_of(out)


def _print_plan(console: Console, plan: Plan) -> None:
    issuer = "" if plan["fake"] else f" ({shortened(plan['issuer'], 200)})"
    console.print(Text(f"{shortened(plan['target'], LONGEST_NAME)}{issuer}", style="bold"))
    print_causes(console, plan["causes"])
    rows = {one["at"]: one["says"] for one in plan["looked"]}
    stops = any(one["stops"] for one in plan["looked"])
    cost = f"once that is mended, {cost_of(plan)}" if stops else cost_of(plan)
    rows |= {"what": FAKE if plan["fake"] else "", "run": cost}
    rows |= {one["run_class"]: sent_in_words(one) for one in plan["sent"]}
    rows["to be set"] = ", ".join(plan["unset"])
    console.print(lines(rows))
    console.print(Text(STANDS if stops else CLEAR, style="bold red" if stops else "bold green"))
    console.print()


def cost_of(plan: Plan) -> str:
    """What a run would cost, as an estimate."""
    rate = plan["rate"]
    speed = f"at {rate:g} requests per second" if rate else "as fast as it answers"
    told = f"about {plan['requests']} requests, {counted(plan['logins'], 'login')}"
    return f"{told}, {took(plan['seconds'])} {speed}; estimated by what the fakes take"


def took(seconds: float) -> str:
    """`20 seconds`, `3 minutes`."""
    if seconds < 60:
        return counted(ceil(seconds), "second")
    return counted(ceil(seconds / 60), "minute")


def sent_in_words(sent: Sent) -> str:
    """The checks of a run class: those that are run, with their cost, and the others with why."""
    told = [counted(sent["checks"], "check")]
    if sent["checks"]:
        told.append(f"about {sent['requests']} requests")
    if sent["logins"]:
        told.append(counted(sent["logins"], "login"))
    left = [
        f"{number} not run: {why}"
        for why, number in sent["left_out"].items()
        if why != "not applicable"
    ]
    if others := sent["left_out"].get("not applicable"):
        told.append(f"{others} more do not apply")
    return "; ".join([", ".join(told), *left])
