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

    issuer: str
    client_id: str
    redirect_uri: str
    username: str
    password: str


class Connection:
    """One connection that is kept open; an HTTP/1.1 exchange at a time."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def exchange(
        self, method: str, url: str, cookies: dict[str, str], form: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; `cookies` are sent and kept up to date."""
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        head = f"{method} {target} HTTP/1.1\r\nhost: {parts.netloc}\r\naccept: text/html, */*\r\n"
        if cookies:
            head += f"cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
        if method == "POST":
            kind = "application/x-www-form-urlencoded"
            head += f"content-type: {kind}\r\ncontent-length: {len(form)}\r\n"
        self.writer.write(f"{head}\r\n{form}".encode())
        return await self._response(cookies)

    async def _response(self, cookies: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:-2]:
            name, _, value = line.partition(":")
            name = name.lower()
            headers[name] = value.strip()
            if name == "set-cookie":
                key, _, kept = value.strip().partition(";")[0].partition("=")
                cookies[key] = kept
        body = await self._body(headers)
        if headers.get("connection") == "close":
            self.writer.close()
        return int(head[0].split(" ", 2)[1]), headers, body

    async def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding") != "chunked":
            return await self.reader.readexactly(int(headers.get("content-length", 0)))
        body = b""
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            body += (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readexactly(2)
        return body


async def discovered(issuer: str) -> dict[str, Any]:
    """The discovery document, with the keys in place of their address."""
    parts = urlsplit(issuer)
    connection = Connection(parts.hostname, parts.port)
    url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    document = json.loads((await connection.exchange("GET", url, {}))[2])
    keys = json.loads((await connection.exchange("GET", document["jwks_uri"], {}))[2])["keys"]
    connection.writer.close()
    return document | {"keys": keys}


class User:
    """A user who logs in at an application, over one connection, with fresh cookies each time."""

    def __init__(self, login: Login, metadata: dict[str, Any]) -> None:
        parts = urlsplit(metadata["authorization_endpoint"])
        self.connection = Connection(parts.hostname, parts.port)
        self.login, self.metadata = login, metadata
        self.credentials = Credentials(login.username, login.password)

    def close(self) -> None:
        self.connection.writer.close()

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
            "scope": "openid profile email",
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
        url = self.metadata["token_endpoint"]
        status, _, body = await self.connection.exchange("POST", url, {}, urlencode(exchange))
        assert status == 200, body
        return json.loads(body)

    async def code_from(self, url: str) -> str:
        """The code at the end of redirects and forms that begin at `url`."""
        method, form, cookies = "GET", "", {}
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
