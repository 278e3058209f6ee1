"""`python -m fakes wandb-server`: an application to log in at, set up by W&B Server's variables."""

import argparse
import errno
from collections.abc import Mapping
from urllib.parse import urlsplit

from fakes.applications.settings import Problem, Settings, problems, settings_of
from fakes.applications.settings_page import doubts
from fakes.applications.wandb_server import ADMINISTRATOR, WandbServer
from fakes.command_line import (
    Parser,
    WrongUsage,
    port,
    while_read,
    with_server_options,
    write_authority,
)
from fakes.wire.certificates import ServerTls, server_context
from fakes.wire.server import Server, listening_socket

NAME = "wandb-server"
DEFAULT_PORTS = {"http": 80, "https": 443}
# Whoever may not sign in by them may still want to see what is wrong: these end the command.
NEEDED_TO_SERVE = ("HOST", "LOCAL_RESTORE", "LOGGING_ENABLED")


def parser() -> argparse.ArgumentParser:
    """The options of the command; its settings are variables."""
    made = Parser(prog=f"python -m fakes {NAME}", description=__doc__)
    made.add_argument(
        "--port", type=port, help="where to listen behind a reverse proxy; default: HOST's port"
    )
    return with_server_options(made)


def prepared(arguments: list[str], environment: Mapping[str, str]) -> tuple[Server, str]:
    """The server, ready to start, and what to tell the person who started it.

    Raises WrongUsage.
    """
    asked = parser().parse_args(arguments)
    check(problems(environment), settings_of(environment))
    application = WandbServer(environment, log=say)
    settings = application.settings
    place = listening_port(asked, settings)
    write_authority(asked)
    tls = None
    if asked.tls:
        tls = server_context(ServerTls(names=(urlsplit(settings.host).hostname or "",)))
    try:
        sock = listening_socket(place)
    except OSError as error:
        raise WrongUsage(unusable(place, error)) from None
    return Server(application.answer, sock, tls, threads=True), described(application)


def say(line: str) -> None:
    with while_read():
        print(line, flush=True)


def check(wrong: list[Problem], settings: Settings) -> None:
    """With LOCAL_RESTORE the server starts without a provider. Raises WrongUsage."""
    for problem in wrong:
        if problem.setting in NEEDED_TO_SERVE or not settings.local_restore:
            raise WrongUsage(str(problem))


def listening_port(asked: argparse.Namespace, settings: Settings) -> int:
    """The port to listen at. Raises WrongUsage if HOST does not lead here."""
    parts = urlsplit(settings.host)
    if asked.port is not None and asked.tls:
        raise WrongUsage("--port and --tls: behind a reverse proxy it is the proxy that speaks TLS")
    if asked.port is not None:
        return int(asked.port)
    proxy = "add --port PORT, and let a reverse proxy lead HOST to that port of this machine"
    if not settings.is_loopback:
        raise WrongUsage(f"HOST {settings.host}: only loopback is listened at; {proxy}")
    if parts.scheme == "https" and not asked.tls:
        raise WrongUsage(
            f"HOST {settings.host}: add --tls --ca-out FILE to speak https, or {proxy}"
        )
    if parts.scheme == "http" and asked.tls:
        raise WrongUsage(f"--tls: HOST is {settings.host}; write an https URL")
    return parts.port or DEFAULT_PORTS[parts.scheme]


def unusable(place: int, error: OSError) -> str:
    """Why the port cannot be listened at."""
    told = f"HOST, port {place}: {error.strerror}"
    if error.errno == errno.EACCES:
        return f"{told}; take one above 1023, and register the callback with it"
    return f"{told}; end what listens there, or take another one and register the callback with it"


def described(application: WandbServer) -> str:
    """What a person needs to use it."""
    settings = application.settings
    rows = [
        ("sign in at", settings.host),
        ("settings", f"{settings.host}/system-admin"),
        ("callback", settings.redirect_uri),
        ("issuer", settings.issuer or "missing"),
        ("auth method", settings.auth_method),
        *(("careful", str(doubt)) for doubt in doubts(settings)),
    ]
    if settings.local_restore:
        rows += [("user name", ADMINISTRATOR), ("temporary password", application.password)]
    told = "\n".join(f"  {name:19} {value}" for name, value in rows)
    return f"the W&B-like application answers at {settings.host} until Ctrl-C\n{told}"
