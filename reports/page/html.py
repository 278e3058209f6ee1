"""A run as a self-contained HTML page: `page(run)` is a pure function of run.json's content."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from reports.page import views
from reports.page.changes import changes
from reports.run import model
from reports.run.answers import is_application, nothing_open, what_is_asked
from reports.run.products import products, standing, standing_of_all
from reports.run.shape import Run
from reports.run.text import capped, is_web_link, shortened, visible

TEMPLATES = Path(__file__).parent / "templates"
_TIMES = ("iat", "nbf", "exp", "auth_time", "updated_at")


def page(run: Run, checks: str = "checks.html") -> str:
    """The page's text. Nothing in it is fetched from anywhere, and its scripts are pinned.

    `checks` is the file beside it that has every check and how it was proven.
    """
    style = template_text("report.css")
    script = template_text("report.js")
    template = environment().get_template("report.html.j2")
    return template.render(
        run=run,
        checks=checks,
        changes=changes(run),
        whole=standing_of_all(run["targets"]),
        tried=products(run),
        standing=standing,
        groups=views.groups(run),
        weaknesses=views.weaknesses(run),
        open_severities=views.severities(run),
        unjudged=views.unjudged(run),
        left_out=views.left_out(run),
        matrix=views.matrix(run),
        outcomes=model.OUTCOMES,
        verdicts=model.VERDICTS,
        levels=model.LEVELS,
        severities=model.SEVERITIES,
        run_classes=model.RUN_CLASSES,
        questions=model.QUESTIONS,
        not_run_kinds=model.NOT_RUN_KINDS,
        exit_codes=model.EXIT_CODES,
        overdue=model.OVERDUE,
        nothing_open=nothing_open,
        is_application=is_application,
        what_is_asked=what_is_asked,
        policy=content_security_policy(style, script),
        style=Markup(style),  # noqa: S704 our own file
        script=Markup(script),  # noqa: S704 our own file
    )


def diff_page(run: Run) -> str:
    """The comparison of a run as a page of its own, without any script."""
    style = template_text("report.css")
    return (
        environment()
        .get_template("diff.html.j2")
        .render(
            run=run,
            changes=changes(run),
            outcomes=model.OUTCOMES,
            policy=content_security_policy(style, ""),
            style=Markup(style),  # noqa: S704 our own file
        )
    )


def template_text(*names: str) -> str:
    """The text of files beside the templates, one after the other: styles, or a script."""
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def content_security_policy(style: str, script: str) -> str:
    """Only this style and this script run; nothing is fetched, framed or submitted."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


class Joined(Extension):
    """Lets no line end of a template stand between two elements.

    Each would be a node of the page; without them a long page opens a fifth faster.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(r">\n\s*(?=[<{])", ">", source)


@cache
def environment() -> Environment:
    """Jinja with everything escaped, hidden characters shown, and no undefined name forgiven."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=[Joined],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters |= {
        "by_word": views.by_word,
        "cap": cap,
        "excerpt": excerpt,
        "fragment": fragment,
        "json": as_json,
        "moments": moments,
        "prose": prose,
        "number": "{:,}".format,
        "path_of": path_of,
        "seconds": seconds,
        "shortened": shortened,
    }
    jinja.tests["web_link"] = is_web_link
    return jinja


def cap(text: str, limit: int) -> Markup:
    """At most `limit` characters, and a note of how many are missing."""
    kept, missing = capped(text, limit)
    shown = escape(visible(kept))
    if not missing:
        return shown
    return shown + Markup('<span class="cut">… {} characters left out</span>').format(missing)


def excerpt(text: str, on_paper: int, limit: int) -> Markup:
    """Like `cap`, of which paper gets the beginning, and a note of how much more there is."""
    start, more = capped(text, on_paper)
    if not more:
        return cap(text, limit)
    rest = cap(text[len(start) :], limit - len(start))
    note = Markup('<span class="on-paper cut">… {} characters more in run.json</span>').format(more)
    return escape(visible(start)) + Markup('<span class="on-screen">{}</span>').format(rest) + note


def prose(text: str, limit: int) -> Markup:
    """Like `cap`, with `code` between backquotes set as code."""
    parts = cap(text, limit).split("`")
    if len(parts) % 2 == 0:
        return Markup("`").join(parts)
    marked = [Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in enumerate(parts)]
    return Markup("").join(marked)


def fragment(anchor: str) -> str:
    """The anchor as a URL's fragment, `#` included."""
    return "#" + quote(anchor, safe="/@:", errors="replace")


def as_json(value: object) -> str:
    """A value as indented JSON; a text as it is."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def moments(claims: dict[str, Any]) -> list[tuple[str, str]]:
    """The claims that are moments, as (claim, ISO 8601 in UTC)."""
    told = []
    for name in _TIMES:
        value = claims.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e11:
            moment = datetime.fromtimestamp(value, UTC)
            told.append((name, moment.strftime("%Y-%m-%dT%H:%M:%SZ")))
    return told


def seconds(value: float) -> str:
    """A duration for a person: `31 ms`, `4.2 s`, `3 min 5 s`."""
    if value < 1:
        return f"{value * 1000:.0f} ms"
    if value < 60:
        return f"{value:.1f} s"
    return f"{int(value // 60)} min {int(value % 60)} s"


def path_of(url: str) -> str:
    """What follows the host of a URL; all of what is none."""
    scheme, apart, rest = url.partition("://")
    return f"/{rest.partition('/')[2]}" if apart else scheme


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()
