"""django-oauth-toolkit on 127.0.0.1, for ssoproof to judge.

    python -m suites.real.django_toolkit [--hardened]

Environment: as `suites.real.provider` sets it (HOST, PORT, FOLDER, the names, ids and secrets of
users and clients, TLS_CERTIFICATE and TLS_KEY for https). One JSON line is printed when it listens.
It ends when its standard input ends, so that it never outlives the process that started it.
"""

import asyncio
import json
import os
import socket
import sys

import django
import uvicorn
from django.core.asgi import get_asgi_application
from django.core.management import call_command

HARDENED = "--hardened" in sys.argv


def listen() -> tuple[socket.socket, str]:
    """A socket that listens, and the issuer that it makes."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", int(os.environ["PORT"])))
    listening.listen()
    scheme = "https" if os.environ.get("TLS_CERTIFICATE") else "http"
    return listening, f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/o"


def prepare(issuer: str) -> None:
    """The database, with everybody who is known to the provider."""
    settings = "hardened" if HARDENED else "settings"
    os.environ["DJANGO_SETTINGS_MODULE"] = f"suites.real.django_toolkit.{settings}"
    os.environ["ISSUER"] = issuer
    django.setup()
    from suites.real.django_toolkit.people import add_clients, add_users

    call_command("migrate", run_syncdb=True, verbosity=0)
    add_users(os.environ)
    add_clients(os.environ)


async def serve(listening: socket.socket, issuer: str) -> None:
    """Serve until standard input ends."""
    server = uvicorn.Server(
        uvicorn.Config(
            get_asgi_application(),
            lifespan="off",
            log_level="warning",
            headers=[("Content-Security-Policy", "frame-ancestors 'none'")] if HARDENED else [],
            ssl_certfile=os.environ.get("TLS_CERTIFICATE"),
            ssl_keyfile=os.environ.get("TLS_KEY"),
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    print(json.dumps({"issuer": issuer}), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving


def main() -> None:
    """Start, announce, serve."""
    listening, issuer = listen()
    prepare(issuer)
    asyncio.run(serve(listening, issuer))


if __name__ == "__main__":
    main()
