"""What is asked for a target, and the table of targets.toml that the answers make."""

import re
from collections.abc import Mapping

from fakes.settings.rules import application_url, issuer_url
from suites.onboarding.asking import Answers, Question, Rule
from suites.targets.profile import Profile, profiles
from suites.targets.reading import VARIABLES, called

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
NAME = re.compile(r"[A-Za-z0-9_-]+\Z")
USUAL_PROFILE = "wandb-server"
# Settings that are not asked for: whoever needs one gives its option.
MORE = ("ca_bundle", "vendor", "login_idp", "totp_secret_env", "admin_token_env")


def issuer_from(answers: Answers, environment: Mapping[str, str]) -> str:
    """The issuer, which tells the product, and so what else is best asked. Raises Unanswered."""
    return answers.to(
        Question(
            option="issuer",
            text="Issuer of the provider (OIDC_ISSUER)",
            default=environment.get(VARIABLES["issuer"], ""),
            rule=issuer_url,
        )
    )


def described(
    answers: Answers, environment: Mapping[str, str], issuer: str, vendor: str
) -> tuple[str, dict[str, str]]:
    """The name and the table of a target. Raises Unanswered."""
    names = ", ".join(profiles())
    profile = profiles()[
        answers.to(
            Question(
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
        table[key] = answers.to(Question(option=option, text=text, default=default, rule=rule))
    table["auth_method"] = auth_method(answers, profile, vendor, environment)
    name = answers.to(
        Question(
            option="name", text="Name of the target", default=usual_name(issuer), rule=target_name
        )
    )
    table |= secrets(answers, environment, name, profile, vendor, table["auth_method"])
    table |= {key: told for key in MORE if (told := answers.options.get(key.replace("_", "-")))}
    return name, {key: one for key, one in table.items() if one}


def auth_method(
    answers: Answers, profile: Profile, vendor: str, environment: Mapping[str, str]
) -> str:
    """The flow: what is documented for the product is proposed, else the usual one."""
    advised = profile.vendors[vendor].auth_methods if vendor in profile.vendors else ()
    methods = advised or profile.auth_methods
    told = environment.get(VARIABLES["auth_method"], "")
    question = Question(
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
    """The test user, and the names of the variables that hold secrets; no secret is asked for."""
    wanted = vendor in profile.vendors and method in profile.vendors[vendor].secret_with
    has_one = wanted or bool(environment.get(VARIABLES["client_secret"]))
    found = {
        "client_secret_env": answers.to(
            Question(
                option="client-secret-env",
                text="Variable that holds the client's secret (empty: it has none)",
                default=variable_for("client_secret", name, environment) if has_one else "",
                rule=variable_name,
                optional=True,
                hidden=True,
            )
        ),
        "username": answers.to(
            Question(
                option="username",
                text="Test user (empty: nobody is logged in)",
                default=environment.get(VARIABLES["username"], ""),
                optional=True,
            )
        ),
    }
    if found["username"]:
        found["password_env"] = answers.to(
            Question(
                option="password-env",
                text="Variable that holds the user's password",
                default=variable_for("password", name, environment),
                rule=variable_name,
                hidden=True,
            )
        )
    return found


def variable_for(setting: str, name: str, environment: Mapping[str, str]) -> str:
    """The variable that is set already, else one of the target's own."""
    if VARIABLES[setting] in environment:
        return VARIABLES[setting]
    return re.sub(r"\W", "_", f"{name}_{setting}").upper()


def usual_name(issuer: str) -> str:
    """The host of the issuer, as a name without quotes."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", called(issuer)).strip("-")


def target_name(answer: str) -> str:
    """Raises ValueError."""
    if not NAME.match(answer):
        raise ValueError("write letters, digits, - and _")
    return answer


def variable_name(answer: str) -> str:
    """The name of a variable, which is no secret itself. Raises ValueError, without the answer."""
    if not VARIABLE.match(answer):
        raise ValueError("that is no name of a variable; a secret itself is never written down")
    return answer


def one_of(*known: str) -> Rule:
    """A rule that lets through what is known."""

    def rule(answer: str) -> str:
        if answer not in known:
            raise ValueError(f"write one of {', '.join(known)}")
        return answer

    return rule
