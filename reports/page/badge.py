"""A badge: one line of SVG that says how a target came out, for a README or a dashboard."""

from collections.abc import Mapping

from markupsafe import escape

from reports.run.text import shortened

COLOURS = {
    "conformant": "#1a7f37",
    "incomplete": "#9a6700",
    "not judged": "#8250df",
    "not conformant": "#cf222e",
}
# About so wide is a character of the font at its size.
_WIDE = 6.6


def badge(target: str, verdict: str, open_: Mapping[str, int]) -> str:
    """The badge of a target by its verdict and what is open by severity."""
    worst = next((f"{number} {name}" for name, number in open_.items() if number), "")
    left, right = shortened(target, 40), verdict + (f", {worst} open" if worst else "")
    first, second = (round(len(one) * _WIDE + 14) for one in (left, right))
    colour, title = COLOURS[verdict], escape(f"{left}: {right}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{first + second}" height="20" role="img" '
        f'aria-label="{title}"><title>{title}</title>'
        f'<rect width="{first + second}" height="20" rx="3" fill="{colour}"/>'
        f'<path d="M3 0H{first}V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#3d444d"/>'
        '<g fill="#fff" text-anchor="middle" '
        'font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f'<text x="{first / 2:g}" y="14" textLength="{first - 12}">{escape(left)}</text>'
        f'<text x="{first + second / 2:g}" y="14" textLength="{second - 12}">{escape(right)}</text>'
        "</g></svg>\n"
    )
