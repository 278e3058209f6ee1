"""The claims of an ID Token that decide whether it may be believed (Core 3.1.3.7)."""

from fakes.attacks.answers import LongSubject
from fakes.attacks.forging import ABSENT, claims, computed
from fakes.faults.id_tokens.claims import WrongAccessTokenHash
from suites.application.application import Application
from suites.application.attacks import expect_each_refused, expect_refused, expect_welcome
from suites.checks.words import CRITICAL, LOW, MAY, MEDIUM, SHOULD
from suites.rp.claims.validating import claims_check
from suites.verdicts.expect import Mismatch, NotApplicable, Tolerated

ELSEWHERE = "https://attacker.example"
MINUTE_S, HOUR_S, YEAR_S = 60, 3600, 365 * 24 * 3600


@claims_check("rp-claims/issuer", severity=CRITICAL)
def test_an_id_token_of_another_issuer_is_refused(app: Application) -> None:
    """With it, whoever runs a provider decides who somebody is here."""
    expect_each_refused(
        app, [claims(iss=value) for value in (ELSEWHERE, ABSENT, "", [app.target.issuer])]
    )


@claims_check("rp-claims/issuer-exact", spec=["core:3.1.3.7", "core:2"])
def test_iss_is_compared_as_it_is_written(app: Application) -> None:
    """What looks like the issuer may belong to somebody else."""
    issuer = app.target.issuer
    expect_each_refused(
        app,
        [
            claims(iss=value)
            for value in (f"{issuer}/", f"{issuer}.attacker.example", issuer.upper(), f" {issuer}")
        ],
    )


@claims_check("rp-claims/audience", severity=CRITICAL)
def test_an_id_token_for_another_client_is_refused(app: Application) -> None:
    """Whoever runs another application of the provider signs in here as its users."""
    expect_each_refused(
        app, [claims(aud=value) for value in ("other-app", ["other-app"], ABSENT, "", [])]
    )


@claims_check("rp-claims/audience-exact", severity=CRITICAL)
def test_aud_is_compared_as_a_whole(app: Application) -> None:
    """A client whose ID begins alike is another client."""
    own = app.target.client_id
    expect_each_refused(
        app, [claims(aud=value) for value in (f"{own}2", own[:-1], own.upper(), f"other-app {own}")]
    )


@claims_check("rp-claims/other-audience", spec=["core:3.1.3.7", "core:2"])
def test_an_id_token_for_another_client_too_is_refused(app: Application) -> None:
    """The other one got the token as well, and can bring it here."""
    own = app.target.client_id
    expect_each_refused(
        app,
        [claims(aud=value, azp="other-app") for value in ([own, "other-app"], ["other-app", own])],
    )


@claims_check("rp-claims/audience-in-a-list", spec="core:2", severity=MEDIUM)
def test_aud_may_be_a_list_of_one(app: Application) -> None:
    """Some products write it so: their users cannot sign in."""
    expect_welcome(app, claims(aud=[app.target.client_id]))


@claims_check("rp-claims/azp", level=SHOULD, severity=MEDIUM)
def test_an_id_token_that_was_issued_to_another_client_is_refused(app: Application) -> None:
    """Azp says who asked for it: it was not this application."""
    expect_refused(app, claims(azp="other-app"))


@claims_check("rp-claims/nonce", spec=["core:3.1.3.7", "core:15.5.2"], severity=CRITICAL)
def test_an_id_token_with_another_nonce_is_refused(app: Application) -> None:
    """A token of another login, which somebody got hold of, signs in here."""
    if "nonce" not in app.honest().request:
        raise NotApplicable("The application sends no nonce: rp-request/nonce judges that.")
    expect_each_refused(app, [claims(nonce=value) for value in ("another", "", ABSENT)])


@claims_check("rp-claims/expired")
def test_an_expired_id_token_is_refused(app: Application) -> None:
    """A token from an old log signs in."""
    ended = computed("an ID Token that ended an hour ago", old)
    expect_each_refused(app, [ended, *(claims(exp=value) for value in (0, ABSENT, -1))])


def old(members: dict[str, int], provider: object) -> dict[str, int]:
    return members | {"exp": members["iat"] - HOUR_S, "iat": members["iat"] - 2 * HOUR_S}


@claims_check("rp-claims/from-the-future", level=MAY, severity=MEDIUM)
def test_an_id_token_from_the_future_is_refused(app: Application) -> None:
    """Its clock is wrong, or somebody made it in advance."""
    expect_refused(
        app,
        computed(
            "an ID Token of tomorrow",
            lambda members, provider: members | {"iat": members["iat"] + 24 * HOUR_S},
        ),
    )


@claims_check("rp-claims/not-before", spec="rfc7519:4.1.5", level=SHOULD, severity=MEDIUM)
def test_an_id_token_is_refused_before_its_nbf(app: Application) -> None:
    """It does not hold yet."""
    expect_refused(
        app,
        computed(
            "nbf of tomorrow",
            lambda members, provider: members | {"nbf": members["iat"] + 24 * HOUR_S},
        ),
    )


@claims_check("rp-claims/issued-at", spec="core:2", level=SHOULD, severity=MEDIUM)
def test_an_id_token_without_iat_is_refused(app: Application) -> None:
    """REQUIRED: without it nobody can tell how old it is."""
    expect_refused(app, claims(iat=ABSENT))


@claims_check("rp-claims/clock-skew", spec="rfc7519:4.1.4", level=MAY, severity=LOW)
def test_a_clock_that_is_half_a_minute_ahead_is_tolerated(app: Application) -> None:
    """Clocks differ: users cannot sign in for no reason that anybody sees."""
    expect_welcome(
        app,
        computed(
            "a clock 30 s ahead",
            lambda members, provider: (
                members | {name: members[name] + MINUTE_S // 2 for name in ("iat", "nbf", "exp")}
            ),
        ),
    )


@claims_check("rp-claims/subject", spec=["core:2", "core:5.7"])
def test_an_id_token_that_names_nobody_is_refused(app: Application) -> None:
    """All those without a name may share one account."""
    expect_each_refused(app, [claims(sub=value) for value in (ABSENT, [], {})])
    try:
        expect_refused(app, claims(sub=""))
    except Mismatch as found:
        why = "No specification says that a sub has a character; no provider has it empty."
        raise Tolerated(found.expected, found.actual, found.where, why) from None


@claims_check("rp-claims/at-hash", spec="core:3.1.3.8", level=MAY, severity=MEDIUM, needs="code")
def test_an_access_token_that_at_hash_does_not_fit_is_not_used(app: Application) -> None:
    """Somebody put another access token beside the ID Token."""
    expect_refused(app, WrongAccessTokenHash)


@claims_check("rp-claims/long-subject", spec="core:2", level=SHOULD, severity=MEDIUM)
def test_a_sub_of_255_characters_is_taken_as_a_whole(app: Application) -> None:
    """Cut off, two users may become one."""
    expect_welcome(app, LongSubject)
