"""What the commands of the fakes have in common: one line for wrong usage, serving until Ctrl-C."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn

from fakes.wire.certificates import authority_pem

USAGE = 4
ENDING = {signal.SIGINT, signal.SIGTERM}


class WrongUsage(Exception):
    """The command cannot be carried out; the message says what to write instead."""


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(message)


def with_server_options(made: Parser) -> Parser:
    """Adds what every server can be told: its port, and whether it speaks TLS."""
    made.add_argument("--tls", action="store_true", help="https, by a throw-away authority")
    made.add_argument("--ca-out", metavar="FILE", help="where to write that authority's PEM")
    return made


@contextmanager
def while_read() -> Iterator[None]:
    """Inside, nothing more is said once nobody reads it, as behind `| head`: that is no error."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be an error again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def port(text: str) -> int:
    """A port number; 0 is any free one."""
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write a number up to 65535")
    return int(text)


def write_authority(asked: argparse.Namespace) -> None:
    """Writes the throw-away authority's certificate, if there is TLS. Raises WrongUsage."""
    if asked.tls != bool(asked.ca_out):
        raise WrongUsage("--tls and --ca-out FILE belong together: clients must trust that file")
    if not asked.ca_out:
        return
    try:
        Path(asked.ca_out).write_text(authority_pem(), "ascii")
    except OSError as error:
        told = f"--ca-out {asked.ca_out}: {error.strerror}; name a file that can be written"
        raise WrongUsage(told) from None


def serve(server: AbstractContextManager[object], told: str) -> int:
    """Serves until Ctrl-C, having said what there is to say. Returns the exit code."""
    # Before the server's thread starts: it inherits that these signals wait for `sigwait`.
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    with server:
        print(told, flush=True)
        signal.sigwait(ENDING)
    print("\nended")
    return 0
