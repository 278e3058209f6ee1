"""The executive summary of a run as a page: no script, and one or two sheets of paper."""

from markupsafe import Markup

from reports.page.html import content_security_policy, environment, template_text
from reports.run.shape import Run
from reports.summary.facts import summary
from reports.summary.standards import FORECAST


def summary_page(run: Run) -> str:
    """The page's text."""
    style = template_text("report.css", "summary.css")
    return (
        environment()
        .get_template("summary.html.j2")
        .render(
            told=summary(run),
            words=FORECAST,
            policy=content_security_policy(style, ""),
            style=Markup(style),  # noqa: S704 our own files
        )
    )
