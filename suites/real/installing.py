"""What a product's folder needs before it starts: tools that are here, downloads and builds once.

Out: a folder below the user's cache (XDG Base Directory Specification), outside of the checkout.
"""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from suites.real.provider import ProviderError

GO_SECONDS = 1800.0
GO_ADVICE = (
    "check that `go version` is 1.21 or newer, which fetches the version that is asked for "
    "(GOTOOLCHAIN=auto), and that it reaches its proxy"
)


def cache() -> Path:
    """Where all products keep what they downloaded and built."""
    at = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(at) / "ssoproof"


def find_tool(name: str, install: str) -> str:
    """The path of a program. Raises ProviderError that says what to `install`."""
    path = shutil.which(name)
    if path is None:
        raise ProviderError(f"{name} is not installed: install {install}")
    return path


@contextmanager
def unmade(name: str) -> Iterator[tuple[Path, bool]]:
    """The folder `name` of the cache, and whether it has to be made: one process makes it.

    What was made in part, because it was interrupted or failed, is made anew.
    """
    cache().mkdir(parents=True, exist_ok=True)
    folder, done = cache() / name, cache() / f"{name}.done"
    with (cache() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if done.exists():
            yield folder, False
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder, True
        done.touch()


def run_tool(
    command: list[str],
    folder: Path,
    seconds: float,
    advice: str,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Run a tool in `folder`. Raises ProviderError with what it said, and the `advice`."""
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, env=os.environ | environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ProviderError(f"{command[0]} did not end within {seconds:.0f} s; {advice}") from None
    if done.returncode:
        said = " ".join(f"{done.stdout} {done.stderr}".split())[-500:]
        raise ProviderError(f"{command[0]} ended with {done.returncode}: {said}; {advice}")


def build_go(name: str, package: str, module: Path, *, cgo: bool = False, tags: str = "") -> Path:
    """The program that `go build` makes of `package`, as the go.mod in the folder `module` says.

    `go install` refuses a package whose own module has replace directives. What `cgo` compiles in
    takes a C compiler. Raises ProviderError.
    """
    go = find_tool("go", "Go, 1.21 or newer, from https://go.dev/dl")
    if cgo:
        find_tool("gcc", "a C compiler")
    told = (module / "go.mod").read_bytes()
    with unmade(f"{name}-{sha256(told).hexdigest()[:12]}") as (folder, wanted):
        if wanted:
            (folder / "go.mod").write_bytes(told)
            command = [go, "build", "-mod=mod", f"-tags={tags}", "-o", name, package]
            kind = {"CGO_ENABLED": str(int(cgo))}
            run_tool(command, folder, GO_SECONDS, GO_ADVICE, kind)
        return folder / name
