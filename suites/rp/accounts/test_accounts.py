"""Whose account a login leads to: iss and sub together tell, and nothing else (Core 5.7)."""

from dataclasses import replace
from functools import partial

from fakes.people import ALICE
from suites.application.application import HONEST, Application
from suites.application.signed_in import found_by
from suites.checks.check import check
from suites.checks.words import CRITICAL, HIGH, MUST
from suites.verdicts.expect import Mismatch, NotRun

account_check = partial(
    check,
    spec=["core:5.7", "core:2"],
    level=MUST,
    severity=CRITICAL,
    needs="account",
    remedy="Know users by iss and sub together, compared as they are; never by e-mail address, "
    "user name or name.",
)
LONGEST = 255


def account_of(app: Application, **changes: object) -> str:
    """The account of somebody who is Alice but for `changes`; empty if nobody is let in."""
    visit = app.attempt(user=replace(ALICE, claims=ALICE.claims | changes))
    return found_by(app.target.account, app.page_of(visit.browser))


def own_account(app: Application, **changes: object) -> str:
    """As `account_of`, of somebody who has one. Raises NotRun if the page tells none."""
    found = account_of(app, **changes)
    if not found:
        raise NotRun("The page of a signed-in user tells no account (RP_ACCOUNT).", judge=HONEST)
    return found


def expect_apart(app: Application, first: dict[str, object], *others: dict[str, object]) -> None:
    """None of the others gets the account of the first one. Raises Mismatch, NotRun."""
    own = own_account(app, **first)
    for changes in others:
        if account_of(app, **changes) == own:
            told = ", ".join(f"{name} {value!r}"[:90] for name, value in changes.items())
            raise Mismatch(
                "another account, or none", "the account of alice", f"a login with {told}"
            )


@account_check("rp-account/same-email", severity=HIGH)
def test_another_user_with_the_same_e_mail_address_gets_another_account(app: Application) -> None:
    """Addresses are given to new people: the new one finds what the old one left."""
    expect_apart(app, {}, {"sub": "another"})


@account_check("rp-account/unverified-email")
def test_an_unverified_e_mail_address_leads_to_nobodys_account(app: Application) -> None:
    """Whoever can type the address of a victim at the provider is the victim here."""
    expect_apart(
        app,
        {},
        {"sub": "another", "email_verified": False},
        {"sub": "another", "email_verified": "false"},
        {"sub": "another", "email_verified": None},
    )


@account_check("rp-account/same-name")
def test_another_user_with_the_same_name_gets_another_account(app: Application) -> None:
    """At many providers users choose what they are called."""
    expect_apart(app, {}, {"sub": "another", "email": "another@example.com"})


@account_check("rp-account/subject-case", severity=HIGH)
def test_sub_is_compared_as_it_is_written(app: Application) -> None:
    """Users whose sub looks alike share an account."""
    others: list[dict[str, object]] = [
        {"sub": sub, "email": "another@example.com"} for sub in ("ABCDEF", "abcdef ", "abcde")
    ]
    expect_apart(app, {"sub": "abcdef"}, *others)


@account_check("rp-account/long-subject", severity=HIGH)
def test_a_sub_of_255_characters_is_compared_as_a_whole(app: Application) -> None:
    """What is cut off makes one user of two."""
    alike = "s" * (LONGEST - 1)
    expect_apart(app, {"sub": f"{alike}1"}, {"sub": f"{alike}2", "email": "another@example.com"})


@account_check("rp-account/email-changed", severity=HIGH)
def test_a_user_whose_e_mail_address_changes_keeps_the_account(app: Application) -> None:
    """She marries, and all that she had here is gone."""
    own = own_account(app)
    changed = account_of(app, email="alice.brown@example.com", name="Alice Brown")
    if changed != own:
        raise Mismatch(f"account {own}", changed or "nobody", "a login with another e-mail address")
