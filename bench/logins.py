"""Complete PKCE logins per second of one fake process, and what one costs it.

    python -m bench.logins [VENDOR ...] [--seconds S] [--rounds N] [--users N]
    python -m bench.logins [VENDOR ...] --peer ISSUER PID CLIENT_ID REDIRECT_URI [--peer ...] \
        [--username NAME] [--password WORD] [--scope SCOPE]

A login is an authorization request with a fresh cookie jar, the login form, and the exchange of
the code with its verifier; the ID Token of the first one is verified. The server runs in its own
process over plain http and has one processor, the client another one. A peer is another provider,
started by hand and measured in turns with ours; PID tells whose CPU time counts.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.keep_alive import User, discovered

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A provider that runs, and how to log in at it."""

    name: str
    pid: int
    issuer: str
    client_id: str
    redirect_uri: str
    username: str
    password: str
    client_secret: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: logins, wall seconds, CPU seconds of the server."""

    logins: int
    wall_s: float
    cpu_s: float


def main() -> None:
    asked = arguments()
    with ExitStack() as stack:
        servers = [stack.enter_context(fake(vendor)) for vendor in asked.vendors]
        servers += [peer(one, asked) for one in asked.peer]
        rounds: dict[str, list[Measured]] = {server.name: [] for server in servers}
        for _ in range(asked.rounds):
            for server in servers:
                rounds[server.name].append(measured(server, asked))
        for server in servers:
            print(in_words(server, rounds[server.name]))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("vendors", nargs="*", default=["reference", "cognito", "okta"])
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--users", type=int, default=4, help="logins at the same time")
    parser.add_argument(
        "--peer",
        nargs=4,
        action="append",
        default=[],
        metavar=("ISSUER", "PID", "CLIENT_ID", "REDIRECT_URI"),
    )
    parser.add_argument("--scope", default="openid profile email")
    parser.add_argument("--username", default="alice")
    parser.add_argument("--password", default="alice")
    return parser.parse_args()


@contextmanager
def fake(vendor: str) -> Iterator[Server]:
    """A fake in a process of its own, on the first processor."""
    command = [sys.executable, "-m", "fakes", vendor]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    assert process.stdout is not None
    told = {}
    for line in process.stdout:
        told[line[:18].strip()] = line[18:].strip()
        if "judge it" in told:
            break
    client_id = told["client id"]
    user = told["user name"], told["password"]
    secret = "" if told["client secret"].startswith("none,") else told["client secret"]
    client = client_id, told["redirect URI"], *user, secret
    try:
        yield Server(vendor, process.pid, told["issuer"], *client)
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def peer(told: list[str], asked: argparse.Namespace) -> Server:
    """A provider that somebody else started."""
    issuer, pid, client_id, redirect_uri = told
    user = asked.username, asked.password
    return Server(f"peer {pid}", int(pid), issuer, client_id, redirect_uri, *user)


def measured(server: Server, asked: argparse.Namespace) -> Measured:
    """Logins for some seconds, after one that warms up and is verified."""
    os.sched_setaffinity(server.pid, {0})
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0) | {(os.cpu_count() or 1) - 1})})
    return uvloop.run(logins(server, asked))


async def logins(server: Server, asked: argparse.Namespace) -> Measured:
    metadata = await discovered(server.issuer)
    crowd = [User(server, metadata, asked.scope) for _ in range(asked.users)]
    await crowd[0].log_in_and_verify()
    cpu, begun = cpu_s(server.pid), time.perf_counter()
    done = await asyncio.gather(*(keep_on(user, begun + asked.seconds) for user in crowd))
    wall = time.perf_counter() - begun
    return Measured(sum(done), wall, cpu_s(server.pid) - cpu)


async def keep_on(user: User, until: float) -> int:
    """One login after another; returns how many."""
    done = 0
    while time.perf_counter() < until:
        await user.log_in()
        done += 1
    user.close()
    return done


def cpu_s(pid: int) -> float:
    """User and system time of a process, threads included (proc(5), stat 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid: int) -> float:
    """The most memory that a process ever had at a time."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def in_words(server: Server, rounds: list[Measured]) -> str:
    rates = [one.logins / one.wall_s for one in rounds]
    costs = [one.cpu_s * 1000 / one.logins for one in rounds]
    return (
        f"{server.name:<12}{statistics.median(rates):7.0f} logins/s "
        f"({min(rates):.0f}-{max(rates):.0f}){statistics.median(costs):8.2f} ms CPU per login "
        f"({min(costs):.2f}-{max(costs):.2f}){resident_mb(server.pid):7.0f} MB"
    )


if __name__ == "__main__":
    main()
