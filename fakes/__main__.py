"""`python -m fakes VENDOR` serves one fake on loopback, for a browser or anybody's client."""

import argparse
import signal
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from fakes.faults import Fault, faults
from fakes.running import RunningFake, Setup
from fakes.vendors import deviations, vendors
from fakes.wire.certificates import authority_pem

USAGE = 4
ENDING = {signal.SIGINT, signal.SIGTERM}
HOST = "http://localhost:8080"


class WrongUsage(Exception):
    """The command cannot be carried out; the message says what to write instead."""


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message)


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = Parser(prog="python -m fakes", description=__doc__)
    known = ", ".join(vendors())
    made.add_argument("vendor", nargs="?", help=f"the product to imitate: {known}")
    made.add_argument("--port", type=port, default=0, help="default: any free port")
    made.add_argument(
        "--host-url", default=HOST, metavar="URL", help=f"the application's HOST, default {HOST}"
    )
    made.add_argument("--tls", action="store_true", help="https, by a throw-away authority")
    made.add_argument("--ca-out", metavar="FILE", help="where to write that authority's PEM")
    made.add_argument("--fault", action="append", default=[], metavar="NAME", help="put a fault on")
    made.add_argument("--list-faults", action="store_true", help="print every fault and stop")
    made.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE", help=options_in_words()
    )
    return made


def port(text: str) -> int:
    """A port number; 0 is any free one."""
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write a number up to 65535")
    return int(text)


def options_in_words() -> str:
    """What each vendor lets one choose."""
    told = [
        f"{vendor}: {name}={'|'.join(values)}"
        for vendor, kind in vendors().items()
        for name, values in kind.choices.items()
    ]
    return "a setting of the product (" + "; ".join(told) + ")"


def main(arguments: list[str]) -> int:
    """Serves until Ctrl-C. Returns the exit code: 4 for wrong usage."""
    try:
        asked = parser().parse_args(arguments)
        if asked.list_faults:
            print("\n".join(f"{one.name:44}{one.says}" for one in faults().values()))
            return 0
        fake = prepared(asked)
    except WrongUsage as error:
        print(f"python -m fakes: {error}", file=sys.stderr)
        return USAGE
    # Before the server's thread starts: it inherits that these signals wait for `sigwait`.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    with fake:
        print(described(fake), flush=True)
        signal.sigwait(ENDING)
    print("\nended")
    return 0


def prepared(asked: argparse.Namespace) -> RunningFake:
    """The fake that was asked for, its certificate written. Raises WrongUsage."""
    if asked.vendor not in vendors():
        raise WrongUsage(f"{asked.vendor or 'no vendor'}: name one of {', '.join(vendors())}")
    if asked.tls != bool(asked.ca_out):
        raise WrongUsage("--tls and --ca-out FILE belong together: clients must trust that file")
    try:
        if asked.ca_out:
            Path(asked.ca_out).write_text(authority_pem(), "ascii")
        return RunningFake(
            asked.vendor,
            tuple(fault_called(name) for name in asked.fault),
            loopback="https" if asked.tls else "http",
            port=asked.port,
            application_url=application_at(asked.host_url),
            **options_of(asked.option),
        )
    except OSError as error:
        raise WrongUsage(unusable(asked, error)) from None
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def unusable(asked: argparse.Namespace, error: OSError) -> str:
    """Which argument could not be used, and why."""
    if error.filename is not None:
        return f"--ca-out {asked.ca_out}: {error.strerror}; name a file that can be written"
    return f"--port {asked.port}: {error.strerror}; name another one, or none for any free port"


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


def described(fake: RunningFake) -> str:
    """What a person needs to use it."""
    provider, setup = fake.provider, fake.setup()
    client = provider.clients.get(setup.client_id) or next(iter(provider.clients.values()))
    rows = [
        ("issuer", setup.issuer),
        ("discovery", provider.discovery_url()),
        ("client id", setup.client_id),
        ("client secret", setup.client_secret or "none, it is a public client"),
        ("response types", ", ".join(client.response_types)),
        ("redirect URI", ", ".join(client.redirect_uris)),
        ("logout URI", ", ".join(client.post_logout_redirect_uris)),
        ("user name", setup.username),
        ("password", setup.password),
        *admin_rows(setup),
        *(("fault", f"{fault.name}: {fault.says}") for fault in fake.faults),
    ]
    told = "\n".join(f"  {name:16}{value}" for name, value in rows)
    heading = f"{provider.vendor} answers at {provider.base} until Ctrl-C"
    return "\n".join((heading, told, judging(setup, provider.vendor)))


def admin_rows(setup: Setup) -> list[tuple[str, str]]:
    """How its client is registered, and can be read, by whoever administers it."""
    rows = [("admin URL", setup.admin_url), ("admin token", setup.admin_token)]
    return [row for row in rows if row[1]]


def judging(setup: Setup, vendor: str) -> str:
    """The command that judges it; a loopback URL does not tell the vendor, if it is a product."""
    settings = {
        "HOST": setup.host,
        "OIDC_ISSUER": setup.issuer,
        "OIDC_CLIENT_ID": setup.client_id,
        "OIDC_CLIENT_SECRET": setup.client_secret,
        "OIDC_AUTH_METHOD": setup.auth_method,
        "OIDC_USERNAME": setup.username,
        "OIDC_PASSWORD": setup.password,
        "OIDC_ADMIN_URL": setup.admin_url,
        "OIDC_ADMIN_TOKEN": setup.admin_token,
        "OIDC_VENDOR": vendor if deviations(vendor) else "",
    }
    suites = "suites/registration suites/oidc" if setup.admin_url else "suites/oidc"
    environment = " ".join(f"{name}={value}" for name, value in settings.items() if value)
    return f"  judge it        {environment} pytest {suites}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
