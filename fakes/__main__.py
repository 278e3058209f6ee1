"""`python -m fakes VENDOR` serves one fake on loopback, for a browser or anybody's client.

`python -m fakes wandb-server` serves an application to log in at: see `fakes.applications`.
"""

import argparse
import os
import shlex
import sys
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from fakes.applications import command as wandb_server
from fakes.command_line import (
    USAGE,
    Parser,
    WrongUsage,
    port,
    serve,
    while_read,
    with_server_options,
    write_authority,
)
from fakes.faults import Fault, faults
from fakes.running import RunningFake
from fakes.settings.setup import Setup
from fakes.vendors import ProductError, vendors

HOST = "http://localhost:8080"


def parser(called: str) -> argparse.ArgumentParser:
    """The options of the command, `called` so by whoever started it."""
    made = Parser(prog=called, description=__doc__)
    products = ", ".join(known())
    made.add_argument("vendor", nargs="?", help=f"the product to imitate: {products}")
    made.add_argument("--port", type=port, default=0, help="default: any free port")
    made.add_argument(
        "--host-url", default=HOST, metavar="URL", help=f"the application's HOST, default {HOST}"
    )
    made.add_argument("--fault", action="append", default=[], metavar="NAME", help="put a fault on")
    made.add_argument("--list-faults", action="store_true", help="print every fault and stop")
    made.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help=options_in_words()
    )
    return with_server_options(made)


def known() -> tuple[str, ...]:
    """What can be served."""
    return (*vendors(), wandb_server.NAME)


def options_in_words() -> str:
    """What each vendor lets one choose."""
    told = [
        f"{vendor}: {name}={'|'.join(values)}"
        for vendor, kind in vendors().items()
        for name, values in kind.choices.items()
    ]
    return "a setting of the product (" + "; ".join(told) + ")"


def main(arguments: list[str], called: str = "python -m fakes") -> int:
    """Serves until Ctrl-C. Returns the exit code: 4 for wrong usage."""
    with while_read():
        return answered(arguments, called)
    return 0


def answered(arguments: list[str], called: str) -> int:
    """As `main`, for a reader who stays."""
    try:
        if arguments[:1] == [wandb_server.NAME]:
            return serve(*wandb_server.prepared(arguments[1:], os.environ))
        asked = parser(called).parse_args(arguments)
        if asked.list_faults:
            print("\n".join(f"{one.name:44}{one.says}" for one in faults().values()))
            return 0
        fake = prepared(asked)
        told = described(fake, asked.ca_out or "")
    except (WrongUsage, ProductError) as error:
        print(f"{called}: {error}", file=sys.stderr)
        return USAGE
    return serve(fake, told)


def prepared(asked: argparse.Namespace) -> RunningFake:
    """The fake that was asked for, its certificate written. Raises WrongUsage."""
    if asked.vendor not in vendors():
        raise WrongUsage(f"{asked.vendor or 'no vendor'}: name one of {', '.join(known())}")
    write_authority(asked)
    try:
        return RunningFake(
            asked.vendor,
            tuple(fault_called(name) for name in asked.fault),
            loopback="https" if asked.tls else "http",
            port=asked.port,
            application_url=application_at(asked.host_url),
            **options_of(asked.option),
        )
    except OSError as error:
        told = f"--port {asked.port}: {error.strerror}; name another one, or none for any free port"
        raise WrongUsage(told) from None
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def fault_called(name: str) -> Fault:
    if name not in faults():
        close = get_close_matches(name, faults(), n=3, cutoff=0.4)
        meant = f"did you mean {', '.join(close)}? " if close else ""
        raise WrongUsage(f"--fault {name}: unknown; {meant}--list-faults names all {len(faults())}")
    return faults()[name]


def options_of(pairs: list[str]) -> dict[str, str]:
    """Names and values of `--option`."""
    options = {}
    for pair in pairs:
        name, joint, value = pair.partition("=")
        if not joint or not name.isidentifier():
            raise WrongUsage(f"--option {pair}: write NAME=VALUE; {options_in_words()}")
        options[name] = value
    return options


def application_at(url: str) -> str:
    """The application's URL without a slash at its end. Raises WrongUsage."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment:
        raise WrongUsage(f"--host-url {url}: write scheme, host and port, such as {HOST}")
    return url.rstrip("/")


def described(fake: RunningFake, ca_bundle: str) -> str:
    """What a person needs to use it; `ca_bundle` is the file that its clients trust it by."""
    provider, setup = fake.provider, fake.setup()
    client = provider.clients.get(setup.client_id) or next(iter(provider.clients.values()))
    rows = [
        ("issuer", setup.issuer),
        ("discovery", provider.discovery_url()),
        ("client id", setup.client_id),
        ("client secret", setup.client_secret or "none, it is a public client"),
        ("response types", ", ".join(client.response_types)),
        ("redirect URI", ", ".join(client.redirect_uris)),
        ("logout URI", ", ".join(client.post_logout_redirect_uris) or "none is registered"),
        ("user name", setup.user.username),
        ("password", setup.user.password),
        *admin_rows(setup),
        *(("fault", f"{fault.name}: {fault.says}") for fault in fake.faults),
    ]
    told = "\n".join(f"  {name:16}{value}" for name, value in rows)
    heading = f"{provider.vendor} answers at {provider.base} until Ctrl-C"
    return "\n".join((heading, told, *commands(setup.changed(ca_bundle=ca_bundle))))


def admin_rows(setup: Setup) -> list[tuple[str, str]]:
    """How its client is registered, and can be read, by whoever administers it."""
    rows = [("admin URL", setup.admin.url), ("admin token", setup.admin.token)]
    return [row for row in rows if row[1]]


def commands(setup: Setup) -> list[str]:
    """The commands that put an application in front of it, and that judge it."""
    common = {
        "HOST": setup.host,
        "OIDC_ISSUER": setup.issuer,
        "OIDC_CLIENT_ID": setup.client_id,
        "OIDC_AUTH_METHOD": setup.auth_method,
        "OIDC_CA_BUNDLE": setup.ca_bundle,
    }
    entering = common | {"OIDC_SECRET": setup.client_secret}
    judging = common | setup.variables()
    names = ("registration", "oidc") if setup.admin.token else ("oidc",)
    return [
        f"  log in by hand  {variables(entering)} python -m fakes {wandb_server.NAME}",
        f"  judge it        {variables(judging)} pytest {collected(names)}",
    ]


def collected(names: tuple[str, ...]) -> str:
    """The suites called `names` as pytest takes them here: by path in the clone, else by name."""
    if Path.cwd() == Path(__file__).parents[1].resolve():
        return " ".join(f"suites/{name}" for name in names)
    return " ".join(("--pyargs", *(f"suites.{name}" for name in names)))


def variables(settings: dict[str, str]) -> str:
    """Settings as a shell takes them in front of a command."""
    return " ".join(f"{name}={shlex.quote(value)}" for name, value in settings.items() if value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
