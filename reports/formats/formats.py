"""The formats by name: the file that each goes to, and the function that makes it."""

from collections.abc import Callable
from typing import NamedTuple

from reports.formats.forges import github, gitlab
from reports.formats.junit import junit
from reports.formats.markdown import markdown
from reports.formats.metrics import metrics
from reports.formats.rows import rows
from reports.formats.sarif import sarif
from reports.formats.summary import summary_markdown
from reports.page.pdf import pdf
from reports.page.summary import summary_page
from reports.run.shape import Run


class Format(NamedTuple):
    """A format: the name of its file beside run.json, and what makes a run into it.

    One without a file is read from the output of a job.
    """

    file: str
    content: Callable[[Run], str | bytes]


TEXTS = {
    "markdown": Format("report.md", markdown),
    "summary": Format("summary.md", summary_markdown),
    "summary-html": Format("summary.html", summary_page),
    "sarif": Format("report.sarif", sarif),
    "github": Format("", github),
    "gitlab": Format("gl-code-quality-report.json", gitlab),
    "junit": Format("junit.xml", junit),
    "csv": Format("findings.csv", rows),
    "openmetrics": Format("ssoproof.prom", metrics),
}
# What takes more than a run.json is presumed to be there before a run begins.
FORMATS = TEXTS | {"pdf": Format("report.pdf", pdf)}
