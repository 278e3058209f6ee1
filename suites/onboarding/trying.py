"""A new target is tried: is the provider there, which product is it, and can the user log in."""

from collections.abc import Mapping

from fakes.user.login import LoginDriver
from fakes.wire.errors import ExchangeError
from fakes.wire.network import Connection
from suites.checks.catalogue import catalogue, suites
from suites.op.documents import Documents
from suites.op.op import Op
from suites.protocol.cleaning import clean_up
from suites.run.planning import causes_in, looked_at
from suites.targets.permission import Permission
from suites.targets.profile import profiles
from suites.targets.recognition import recognise, recognise_by_metadata
from suites.targets.sources import behind_proxies
from suites.targets.target import Target
from suites.verdicts.expect import Verdict
from suites.verdicts.judge import judge
from suites.verdicts.precheck import Looked, what_is_wrong

# What a login is good for, by the checks that a run judges it by.
LOGIN = (
    "flow/login",
    "token/success",
    "id-token/issuer",
    "id-token/audience",
    "claims/relying-party",
)
# Without these a run judges little; what the others find, it judges.
NEEDED = ("flow/login", "token/success")


def recognised(issuer: str, ca_bundle: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """The product behind an issuer, and why its discovery document could not be read, if not.

    Raises SettingsError.
    """
    profile = next(iter(profiles().values()))
    target = Target(name="new", profile=profile, connection=Connection(ca_bundle=ca_bundle))
    target = Permission().granted(behind_proxies(target.changed(issuer=issuer), environment))
    documents = Documents(target)
    try:
        document = documents.discovery()
    except (Verdict, ExchangeError) as error:
        return recognise(issuer), documents.journal.redactor.text(str(error))
    finally:
        documents.http.close()
    return recognise(issuer) or recognise_by_metadata(document), ""


def tried_out(
    target: Target, driver: LoginDriver, *, log_in: bool
) -> tuple[list[Looked], list[dict[str, str]]]:
    """What was looked at of a target, a login last, and the causes of what is wrong."""
    op = Op.at(target, driver)
    try:
        looked = looked_at(suites()["oidc"], op)
        whole = op.target.credentials and not op.target.unset.keys() - {"admin_token"}
        if log_in and whole and not any(one.stops for one in looked):
            looked.append(logged_in(op))
        stayed = clean_up(op)
        if stayed:
            looked.append(Looked(at="left behind", says=" ".join(stayed)))
        clean = op.journal.redactor.text
        return [one.cleaned(clean) for one in looked], causes_in(looked, op)
    finally:
        op.close()


def logged_in(op: Op) -> Looked:
    """One login of the test user, and whether what it gave is what the application takes."""
    clean = op.journal.redactor.text
    found = {one: judge(catalogue()[one], op).cleaned(clean) for one in LOGIN}
    wrong = what_is_wrong(found)
    return Looked(
        at="login",
        says=wrong or f"{op.target.user.username} gets in",
        stops=bool(what_is_wrong({one: found[one] for one in NEEDED})),
        found=found,
    )
