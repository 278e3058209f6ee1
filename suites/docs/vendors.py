"""docs/vendors.md: what is known of each product."""

from collections.abc import Iterable

from fakes.vendors import Deviation, Product, products, vendors
from suites.checks.catalogue import catalogue
from suites.diagnosis.rule import rules
from suites.docs.coverage import cell, in_code_marks
from suites.targets.embedded import EMBEDDED
from suites.targets.profile import Advice, profiles


def vendors_page() -> str:
    """docs/vendors.md: how each product is recognised, its deviations and its pitfalls."""
    return "\n".join(
        [
            "# What is known of each product",
            "",
            "Made by `python -m suites.docs` from `fakes/vendors/*/vendor.toml`, the checks and "
            "the rules of `suites/diagnosis`; edit those. On a product that is recognised, the "
            "checks that a deviation explains are KNOWN, and its pitfalls are looked at. A "
            "deviation without checks is allowed by the specifications, or stays a finding; its "
            "text says which.",
            "",
            *(line for product in products().values() for line in section(product)),
        ]
    )


def section(product: Product) -> list[str]:
    """What is known of one product."""
    return [
        f"## {product.title} (`{product.name}`)",
        "",
        f"- Recognised by the issuer, without its scheme: `{product.issuer.pattern}`",
        "- Else by the issuer that its discovery document names, or by these members: "
        f"{tell_tales(product)}",
        *console_words(product),
        *advice_for(product.name),
        *fake_of(product.name),
        "",
        *table_of(product.deviations),
        *pitfalls(product.name),
    ]


def tell_tales(product: Product) -> str:
    shapes = product.metadata.items()
    return ", ".join(f"`{member}` with `{shape.pattern}`" for member, shape in shapes)


def console_words(product: Product) -> list[str]:
    """What its administrators see where they enter a client."""
    words = dict(product.console)
    source = words.pop("source", "")
    told = "; ".join(f"{name}: {one}" for name, one in words.items())
    return [f"- What is entered for a client is called there: {told} ([source]({source}))"] * bool(
        told
    )


def advice_for(vendor: str) -> list[str]:
    """What the applications' documentations say for the product."""
    told = [
        (one.title, one.vendors[vendor]) for one in profiles().values() if vendor in one.vendors
    ]
    return [f"- {title}: {advice_in_words(advice)}" for title, advice in told]


def advice_in_words(advice: Advice) -> str:
    words = [f"auth method {' or '.join(f'`{one}`' for one in advice.auth_methods)}"]
    if advice.secret_with:
        words.append(f"a client secret with {' and '.join(f'`{m}`' for m in advice.secret_with)}")
    if advice.logout:
        words.append(f"logout URL `{advice.logout}`")
    if advice.frontchannel_logout:
        words.append(f"front-channel logout URL `{advice.frontchannel_logout}`")
    return ", ".join(words)


def fake_of(vendor: str) -> list[str]:
    """The fake that imitates the product: how to start it, and how to judge it."""
    choices = vendors()[vendor].choices
    options = [f"`--option {name}={'|'.join(values)}`" for name, values in choices.items()]
    targets = [f"`{name}`" for name, one in EMBEDDED.items() if one.vendor == vendor]
    how = f"- Imitated by `python -m fakes {vendor}`"
    how += f" ({', '.join(options)})" if options else ""
    return [how + (f"; to judge: `--target` {' or '.join(targets)}" if targets else "")]


def table_of(known: Iterable[Deviation]) -> list[str]:
    """The documented deviations."""
    rows = [" | ".join(("", *cells_of(one), "")).strip() for one in sorted(known, key=number_of)]
    if not rows:
        return []
    heading = ["| deviation | what the product does | checks | source, compared |"]
    return [*heading, "| --- | --- | --- | --- |", *rows, ""]


def cells_of(one: Deviation) -> tuple[str, ...]:
    checks = in_code_marks(one.checks) or "none"
    return one.id, cell(one.says), checks, f"<{one.source}>, {one.compared}"


def number_of(one: Deviation) -> tuple[str, int]:
    """Where an id like D-A10 belongs among others."""
    letters, digits = one.id[:3], one.id[3:]
    return (letters, int(digits)) if digits.isdigit() else (one.id, 0)


def pitfalls(vendor: str) -> list[str]:
    """What is looked at on this product alone: checks, and causes of a diagnosis."""
    checks = [
        f"- `{one.id}`: {one.title}. {one.remedy}"
        for one in catalogue().values()
        if f"vendor-{vendor}" in one.needs
    ]
    causes = [f"- `{one.id}`: {one.summary}" for one in rules() if vendor in one.vendors]
    found = [*checks, *causes]
    return ["Pitfalls that are looked at on it alone:", "", *found, ""] if found else []
