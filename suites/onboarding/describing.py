"""What is asked for a target, and the table of targets.toml that the answers make."""

import re
from collections.abc import Mapping

from fakes.settings.rules import application_url, issuer_url, pem_file
from suites.onboarding.asking import Answers, Prompt, Rule, Unanswered
from suites.targets.profile import Profile, profiles
from suites.targets.reading import VARIABLES, called

# Of one that is not set yet; most passwords and tokens, and every base32 secret, look otherwise.
VARIABLE = re.compile(r"[A-Z][A-Z0-9]*_[A-Z0-9_]*\Z")
NAME = re.compile(r"[A-Za-z0-9_-]+\Z")
USUAL_PROFILE = "wandb-server"


def issuer_from(answers: Answers, environment: Mapping[str, str]) -> str:
    """The issuer, which tells the product, and so what else is best asked. Raises Unanswered."""
    return answers.to(
        Prompt(
            option="issuer",
            text="Issuer of the provider (OIDC_ISSUER)",
            default=environment.get(VARIABLES["issuer"], ""),
            rule=issuer_url,
        )
    )


def name_and_table(
    answers: Answers, environment: Mapping[str, str], issuer: str, vendor: str
) -> tuple[str, dict[str, str]]:
    """The name and the table of a target; empty in it is what it shall not have.

    Raises Unanswered.
    """
    names = ", ".join(profiles())
    profile = profiles()[
        answers.to(
            Prompt(
                option="profile",
                text=f"Application: {names}",
                default=USUAL_PROFILE,
                rule=one_of(*profiles()),
            )
        )
    ]
    table = {"issuer": issuer, "profile": profile.name}
    for key, text, rule in (
        ("host", "URL of the application (HOST)", application_url),
        ("client_id", "Its client ID (OIDC_CLIENT_ID)", None),
    ):
        default = environment.get(VARIABLES[key], "")
        option = key.replace("_", "-")
        table[key] = answers.to(Prompt(option=option, text=text, default=default, rule=rule))
    table["auth_method"] = flow_from(answers, profile, vendor, environment)
    name = answers.to(
        Prompt(
            option="name", text="Name of the target", default=usual_name(issuer), rule=name_of_table
        )
    )
    table |= secrets(answers, environment, name, profile, vendor, table["auth_method"])
    return name, table


def more(answers: Answers, environment: Mapping[str, str]) -> dict[str, str]:
    """Settings that are not asked for: whoever needs one gives its option, or has it set.

    Raises Unanswered.
    """
    rules: dict[str, Rule | None] = {"ca_bundle": pem_file, "vendor": None, "login_idp": None}
    told = {key: environment.get(VARIABLES[key], "") for key in rules}
    secret = ("totp_secret", "admin_token")
    rules |= {f"{key}_env": variable_in(environment) for key in secret}
    told |= {f"{key}_env": VARIABLES[key] for key in secret if environment.get(VARIABLES[key])}
    return {
        key: answers.unasked(
            Prompt(
                option=key.replace("_", "-"),
                text="",
                default=told.get(key, ""),
                rule=rule,
                optional=True,
                hidden=key.endswith("_env"),
            )
        )
        for key, rule in rules.items()
    }


def flow_from(
    answers: Answers, profile: Profile, vendor: str, environment: Mapping[str, str]
) -> str:
    """The flow: what is documented for the product is proposed, else the usual one."""
    advised = profile.vendors[vendor].auth_methods if vendor in profile.vendors else ()
    methods = advised or profile.auth_methods
    told = environment.get(VARIABLES["auth_method"], "")
    question = Prompt(
        option="auth-method",
        text=f"Auth method: {', '.join(profile.auth_methods)}",
        default=told if told in profile.auth_methods else methods[0],
        rule=one_of(*profile.auth_methods),
    )
    return answers.to(question)


def secrets(
    answers: Answers,
    environment: Mapping[str, str],
    name: str,
    profile: Profile,
    vendor: str,
    method: str,
) -> dict[str, str]:
    """The test user, and the names of the variables that hold secrets; no secret is asked for.

    Raises Unanswered.
    """
    wanted = vendor in profile.vendors and method in profile.vendors[vendor].secret_with
    has_one = wanted or bool(environment.get(VARIABLES["client_secret"]))
    found = {
        "client_secret_env": answers.to(
            Prompt(
                option="client-secret-env",
                text="Variable that holds the client's secret (empty: it has none)",
                default=variable_for("client_secret", name, environment) if has_one else "",
                rule=variable_in(environment),
                optional=True,
                hidden=True,
            )
        ),
        "username": answers.to(
            Prompt(
                option="username",
                text="Test user (empty: nobody is logged in)",
                default=environment.get(VARIABLES["username"], ""),
                optional=True,
            )
        ),
    }
    if not found["username"]:
        if answers.options.get("password-env"):
            raise Unanswered("--password-env: is of nobody without --username")
        return found | {"username_env": "", "password_env": ""}
    password = Prompt(
        option="password-env",
        text="Variable that holds the user's password",
        default=variable_for("password", name, environment),
        rule=variable_in(environment),
        hidden=True,
    )
    return found | {"username_env": "", "password_env": answers.to(password)}


def variable_for(setting: str, name: str, environment: Mapping[str, str]) -> str:
    """The variable that is set already, else one of the target's own."""
    if VARIABLES[setting] in environment:
        return VARIABLES[setting]
    own = re.sub(r"[^A-Z0-9]", "_", f"{name}_{setting}".upper())
    return own if VARIABLE.match(own) else f"SSO_{own}"


def usual_name(issuer: str) -> str:
    """The host of the issuer, as a name without quotes."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", called(issuer)).strip("-")


def name_of_table(answer: str) -> str:
    """Raises ValueError."""
    if not NAME.match(answer):
        raise ValueError("write letters, digits, - and _")
    return answer


def variable_in(environment: Mapping[str, str]) -> Rule:
    """A rule that lets through the name of a variable, and no secret in its place.

    The rule raises ValueError without the answer.
    """

    def rule(answer: str) -> str:
        if answer not in environment and not VARIABLE.match(answer):
            raise ValueError(
                "that is no variable that is set, nor a name such as STAGING_PASSWORD for one; "
                "a secret itself is never written down"
            )
        return answer

    return rule


def one_of(*known: str) -> Rule:
    """A rule that lets through what is known."""

    def rule(answer: str) -> str:
        if answer not in known:
            raise ValueError(f"write one of {', '.join(known)}")
        return answer

    return rule
