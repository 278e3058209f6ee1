"""How long a fake takes from its construction until its discovery document was read over TLS.

    python bench/start.py [ROUNDS]

After the import, which is told on its own; each vendor in a fresh process first (keys and the
authority are made then), and again in the same process.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from fakes.wire.purposes import Purpose

ROOT = Path(__file__).parents[1]
VENDORS = ("reference", "cognito", "okta")
AGAIN = 10


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(*one_process(sys.argv[2]))
        return
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for vendor in VENDORS:
        runs = [fresh(vendor) for _ in range(rounds)]
        imported, first, again = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"{vendor:<12}import {imported:4.0f} ms   first start {first:4.0f} ms "
            f"({min(run[1] for run in runs):.0f}-{max(run[1] for run in runs):.0f})   "
            f"later start {again:4.0f} ms"
        )


def fresh(vendor: str) -> list[float]:
    """Milliseconds of the import, of the first start and of a later one, in a new process."""
    command = [sys.executable, __file__, "--one", vendor]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 - our own command
    return [float(word) for word in told.stdout.split()]


def one_process(vendor: str) -> tuple[float, float, float]:
    begun = time.perf_counter()
    from fakes.running import RunningFake
    from fakes.vendors import vendors
    from fakes.wire.client import HttpClient
    from fakes.wire.journal import Journal
    from fakes.wire.redaction import Redactor

    vendors()
    imported = (time.perf_counter() - begun) * 1000

    def start() -> float:
        begun = time.perf_counter()
        with RunningFake(vendor) as fake:
            client = HttpClient(fake.connection, Journal("bench", Redactor()))
            reply = client.send("GET", fake.provider.discovery_url(), purpose=Purpose.DISCOVERY)
            taken = (time.perf_counter() - begun) * 1000
            assert reply.status == 200, reply.text
            client.close()
        return taken

    return imported, start(), statistics.median(start() for _ in range(AGAIN))


if __name__ == "__main__":
    main()
