"""What a product's folder needs before it starts: tools that are here, downloads and builds once.

Out: a folder below the user's cache (XDG Base Directory Specification), outside of the checkout.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from suites.real.provider import ProviderError

GO_SECONDS = 1800.0
MAVEN_SECONDS = 900.0
MAVEN_ADVICE = "check that Maven reaches its repository (settings.xml in ~/.m2)"
GO_ADVICE = "check that Go reaches its proxy (GOPROXY) and may fetch a newer Go (GOTOOLCHAIN=auto)"
# A Go that is older than 1.21 cannot fetch what a go.mod asks for: it fetches this one.
GO_FETCHED = "go1.25.5"


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
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=folder, env=os.environ | environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ProviderError(f"{command[0]} did not end within {seconds:.0f} s; {advice}") from None
    if done.returncode:
        said = " ".join(f"{done.stdout} {done.stderr}".split())[-500:]
        raise ProviderError(f"{command[0]} ended with {done.returncode}: {said}; {advice}")


def build_maven(name: str, project: Path, sources: tuple[str, ...]) -> Path:
    """The folder where Maven packaged `project`, built once for these `sources`.

    Raises ProviderError.
    """
    find_tool("javac", "a JDK, 17 or newer")
    maven = find_tool("mvn", "Maven")
    digest = sha256(b"".join((project / one).read_bytes() for one in sources)).hexdigest()[:12]
    with unmade(f"{name}-{digest}") as (folder, wanted):
        if wanted:
            for one in sources:
                (folder / one).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(project / one, folder / one)
            run_tool([maven, "-B", "-q", "package"], folder, MAVEN_SECONDS, MAVEN_ADVICE)
        return folder


def ask_go(go: str, *words: str) -> str:
    """What Go says, in a folder without a module. Raises ProviderError."""
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            [go, *words], cwd=cache(), capture_output=True, text=True, timeout=GO_SECONDS,
            stdin=subprocess.DEVNULL, check=True,
        )  # fmt: skip
    except subprocess.SubprocessError as error:
        raise ProviderError(f"{go} {words[0]} failed: {error}; {GO_ADVICE}") from None
    return done.stdout.strip()


def find_go() -> str:
    """The path of a Go that fetches the version that a go.mod asks for. Raises ProviderError.

    Source: https://go.dev/doc/toolchain, whose toolchains are modules too.
    """
    go = find_tool("go", "Go, of your system's packages or from https://go.dev/dl")
    cache().mkdir(parents=True, exist_ok=True)
    said = re.match(r"go1\.(\d+)", ask_go(go, "env", "GOVERSION"))
    if said is None or int(said[1]) >= 21:
        return go
    platform = "-".join(ask_go(go, "env", "GOOS", "GOARCH").split())
    module = f"golang.org/toolchain@v0.0.1-{GO_FETCHED}.{platform}"
    folder = Path(json.loads(ask_go(go, "mod", "download", "-json", module))["Dir"])
    for program in (*folder.glob("bin/*"), *folder.glob("pkg/tool/*/*")):
        program.chmod(0o755)
    return str(folder / "bin" / "go")


def build_go(
    name: str,
    package: str,
    module: Path,
    *,
    sources: tuple[str, ...] = (),
    cgo: bool = False,
    tags: str = "",
) -> Path:
    """The program that `go build` makes of `package`, as the go.mod in the folder `module` says.

    `go install` refuses a package whose own module has replace directives. `sources` are files of
    ours beside the go.mod, if the package is that of the module itself. What `cgo` compiles in
    takes a C compiler. Nobody debugs the program, nor does much work with it, and a build that
    takes little is worth more. Raises ProviderError.
    """
    if cgo:
        find_tool("gcc", "a C compiler")
    files = {one: (module / one).read_bytes() for one in ("go.mod", *sources)}
    with unmade(f"{name}-{sha256(b''.join(files.values())).hexdigest()[:12]}") as (folder, wanted):
        if wanted:
            for file, content in files.items():
                (folder / file).write_bytes(content)
            command = [find_go(), "build", "-mod=mod", "-ldflags=-s -w", f"-tags={tags}"]
            kind = {"CGO_ENABLED": str(int(cgo)), "CGO_CFLAGS": "-O0"}
            # Debian's Go would keep to itself.
            kind |= {"GOTOOLCHAIN": os.environ.get("GOTOOLCHAIN", "auto")}
            run_tool([*command, "-o", name, package], folder, GO_SECONDS, GO_ADVICE, kind)
        return folder / name
