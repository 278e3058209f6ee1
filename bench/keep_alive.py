"""A lean HTTP client for benchmarks, and the user and application that it plays."""

import asyncio
import base64
import hashlib
import json
import secrets
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import jwt

from fakes.user.forms import forms_of
from fakes.user.login import Credentials, fill

STEPS = 12


class Login(Protocol):
    """What has to be known to log in."""

    @property
    def issuer(self) -> str: ...

    @property
    def client_id(self) -> str: ...

    @property
    def redirect_uri(self) -> str: ...

    @property
    def client_secret(self) -> str: ...

    @property
    def username(self) -> str: ...

    @property
    def password(self) -> str: ...


class Connection:
    """One connection that is kept open; an HTTP/1.1 exchange at a time."""

    def __init__(self, url: str) -> None:
        """To the host and the port that `url` names."""
        parts = urlsplit(url)
        self.host, self.port = parts.hostname, parts.port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()

    async def exchange(
        self, method: str, url: str, cookies: dict[str, str], form: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; `cookies` are sent and kept up to date."""
        if self.streams is None or self.streams[1].is_closing():
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = f"{method} {target} HTTP/1.1\r\nhost: {parts.netloc}\r\naccept: text/html, */*\r\n"
        if cookies:
            head += f"cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
        if method == "POST":
            kind = "application/x-www-form-urlencoded"
            head += f"content-type: {kind}\r\ncontent-length: {len(form)}\r\n"
        writer.write(f"{head}\r\n{form}".encode())
        answer = await _response(reader, cookies)
        if answer[1].get("connection") == "close":
            writer.close()
        return answer


async def _response(
    reader: asyncio.StreamReader, cookies: dict[str, str]
) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {}
    for line in head[1:-2]:
        name, _, value = line.partition(":")
        name = name.lower()
        headers[name] = value.strip()
        if name == "set-cookie":
            key, _, kept = value.strip().partition(";")[0].partition("=")
            cookies[key] = kept
    return int(head[0].split(" ", 2)[1]), headers, await _body(reader, headers)


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return body


async def discovered(issuer: str) -> dict[str, Any]:
    """The discovery document, with the keys in place of their address."""
    connection = Connection(issuer)
    url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    document: dict[str, Any] = json.loads((await connection.exchange("GET", url, {}))[2])
    keys = json.loads((await connection.exchange("GET", document["jwks_uri"], {}))[2])["keys"]
    connection.close()
    return document | {"keys": keys}


class User:
    """A user who logs in at an application, over one connection, with fresh cookies each time."""

    def __init__(self, login: Login, metadata: dict[str, Any], scope: str) -> None:
        self.connection = Connection(metadata["authorization_endpoint"])
        self.login, self.metadata, self.scope = login, metadata, scope
        self.credentials = Credentials(login.username, login.password)

    def close(self) -> None:
        self.connection.close()

    async def log_in_and_verify(self) -> None:
        """A login whose ID Token must be right."""
        nonce = secrets.token_urlsafe(8)
        token = (await self.log_in(nonce))["id_token"]
        kid = jwt.get_unverified_header(token)["kid"]
        key = next(jwt.PyJWK(key) for key in self.metadata["keys"] if key["kid"] == kid)
        issuer = self.metadata["issuer"]
        claims = jwt.decode(token, key, ["RS256"], audience=self.login.client_id, issuer=issuer)
        assert claims["nonce"] == nonce, "the ID Token has another nonce"

    async def log_in(self, nonce: str = "n") -> dict[str, Any]:
        """The token response of a complete login."""
        verifier = secrets.token_urlsafe(32)
        digest = hashlib.sha256(verifier.encode()).digest()
        request = {
            "response_type": "code",
            "client_id": self.login.client_id,
            "redirect_uri": self.login.redirect_uri,
            "scope": self.scope,
            "state": "s",
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        url = f"{self.metadata['authorization_endpoint']}?{urlencode(request)}"
        exchange = {
            "grant_type": "authorization_code",
            "code": await self.code_from(url),
            "redirect_uri": self.login.redirect_uri,
            "client_id": self.login.client_id,
            "code_verifier": verifier,
        }
        if self.login.client_secret:
            exchange["client_secret"] = self.login.client_secret
        url = self.metadata["token_endpoint"]
        status, _, body = await self.connection.exchange("POST", url, {}, urlencode(exchange))
        assert status == 200, body
        tokens: dict[str, Any] = json.loads(body)
        return tokens

    async def code_from(self, url: str) -> str:
        """The code at the end of redirects and forms that begin at `url`."""
        method, form = "GET", ""
        cookies: dict[str, str] = {}
        for _ in range(STEPS):
            status, headers, body = await self.connection.exchange(method, url, cookies, form)
            if "location" in headers:
                method, form, url = "GET", "", urljoin(url, headers["location"])
                if url.startswith(self.login.redirect_uri):
                    return dict(parse_qsl(urlsplit(url).query))["code"]
                continue
            forms = forms_of(body.decode(), url)
            assert forms, f"HTTP {status} without a form at {url}"
            page = next((form for form in forms if form.password), forms[0])
            method, url = page.method, page.action
            form = urlencode(page.submission(fill(page, self.credentials)))
        raise AssertionError(f"no code after {STEPS} steps, the last one at {url}")
