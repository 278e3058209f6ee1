"""Defects of what a client gets registered by saying it."""

import json
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urljoin, urlsplit

from jwt.utils import base64url_decode

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import Request


@fault(caught_by=["registration/no-redirect-uris"])
class NoRedirectUriNeeded(Reference):
    """A client without redirect URIs is registered."""

    def check_redirect_uris(self, metadata: dict[str, Any]) -> None:
        if "redirect_uris" in metadata:
            super().check_redirect_uris(metadata)
        metadata.setdefault("redirect_uris", [])


@fault(caught_by=["registration/response-type", "registration/password-grant"])
class AnyGrantRegistered(Reference):
    """A client is registered for what nobody may use."""

    def check_grants(self, metadata: dict[str, Any]) -> None:
        pass


@fault(caught_by=["registration/both-key-members"])
class KeysInTwoPlaces(Reference):
    """A client registers jwks and jwks_uri."""

    def check_keys(self, metadata: dict[str, Any]) -> None:
        pass


@fault(caught_by=["registration/fragment"])
class FragmentRegistered(Reference):
    """A redirect URI with a fragment is registered."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        super().check_registered_redirect_uri(uri.partition("#")[0], application_type)


@fault(caught_by=["registration/javascript", "client-management/update-redirect-uri"])
class ScriptRegistered(Reference):
    """A script is registered as a redirect URI."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if not uri.startswith("javascript:"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/data"])
class DocumentRegistered(Reference):
    """A document is registered as a redirect URI."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if not uri.startswith("data:"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/http", "registration/implicit-http"])
class HttpRegistered(Reference):
    """A redirect URI of http is registered for a web client."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        remote = uri.startswith("http://attacker")
        if not (remote and application_type == "web"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/implicit-http"])
class HttpRegisteredForImplicit(Reference):
    """A redirect URI of http is registered for the implicit grant."""

    def check_redirect_uris(self, metadata: dict[str, Any]) -> None:
        if "implicit" not in metadata["grant_types"]:
            super().check_redirect_uris(metadata)
            return
        uris = [uri.replace("http://", "https://") for uri in metadata["redirect_uris"]]
        super().check_redirect_uris(metadata | {"redirect_uris": uris})


@fault(caught_by=["registration/native-http"])
class HttpRegisteredForNative(Reference):
    """A redirect URI of http that is not on loopback is registered for a native client."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if not (uri.startswith("http:") and application_type == "native"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/loopback"])
class LoopbackRegisteredForWeb(Reference):
    """A redirect URI of http on loopback is registered for a web client."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if not uri.startswith("http://127.0.0.1"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/implicit-localhost"])
class LocalhostRegisteredForWeb(Reference):
    """A redirect URI on localhost is registered for a web client."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if urlsplit(uri).hostname != "localhost":
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/relative"])
class RelativeRegistered(Reference):
    """A relative redirect URI is registered."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        if not uri.startswith("/"):
            super().check_registered_redirect_uri(uri, application_type)


@fault(caught_by=["registration/wildcard"])
class PatternsRegistered(Reference):
    """A redirect URI may be a pattern, and matches like one."""

    def check_registered_redirect_uri(self, uri: str, application_type: str) -> None:
        super().check_registered_redirect_uri(uri.replace("*", "any"), application_type)

    def redirect_uri_allowed(self, client: Client, redirect_uri: str) -> bool:
        return any(fnmatchcase(redirect_uri, one) for one in client.redirect_uris)


@fault(caught_by=["registration/scope"])
class AnyScopeRegistered(Reference):
    """A client is registered for any scope that it names."""

    def permitted_scope(self, asked: str) -> str:
        return asked


@fault(caught_by=["registration/consent"])
class ClientsSkipConsent(Reference):
    """A client decides that its users are not asked."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        wishes = ("skip_consent", "is_first_party", "trusted")
        return super().kept(sent) | {name: sent[name] for name in wishes if name in sent}


@fault(caught_by=["registration/chosen-client-id"])
class ClientIdChosen(Reference):
    """A client chooses its client_id, whether or not somebody has it."""

    def new_client_id(self, request: Request) -> str:
        return json.loads(request.body).get("client_id") or super().new_client_id(request)


@fault(caught_by=["registration/chosen-secret"])
class ClientSecretChosen(Reference):
    """A client chooses its secret."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        return super().kept(sent) | {n: sent[n] for n in ("client_secret",) if n in sent}

    def new_client(self, metadata: dict[str, Any], client_id: str) -> Client:
        client = super().new_client(metadata, client_id)
        return replace(client, secret=metadata.get("client_secret", client.secret))


@fault(caught_by=["registration/software-statement"])
class StatementsBelieved(Reference):
    """What an unsigned software statement says is registered."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        _, claims, *_ = (sent.get("software_statement", "") + "..").split(".")
        said = json.loads(base64url_decode(claims) or b"{}")
        return super().kept(sent | said)


@fault(caught_by=["registration/public-pkce"])
class RegisteredWithoutPkce(Reference):
    """A registered public client needs no PKCE."""

    def pkce_required(self, client: Client) -> bool:
        return super().pkce_required(client) and client.client_id not in self.registered_clients


@fault(caught_by=["registration/initiate-login-uri"])
class InitiateLoginUriChanged(Reference):
    """initiate_login_uri is registered without its path."""

    def kept(self, sent: dict[str, Any]) -> dict[str, Any]:
        members = super().kept(sent)
        if "initiate_login_uri" in members:
            members["initiate_login_uri"] = urljoin(members["initiate_login_uri"], "/")
        return members


@fault(caught_by=["registration/initiate-login-uri-http"])
class InitiateLoginUriOfHttp(Reference):
    """initiate_login_uri may be http."""

    def url_allowed(self, name: str, url: str) -> bool:
        return name == "initiate_login_uri" or super().url_allowed(name, url)


@fault(caught_by=["registration/initiate-login-uri-error"])
class InitiateLoginUriErrorOfOAuth(Reference):
    """A wrong initiate_login_uri is answered with the error invalid_request."""

    def check_urls(self, metadata: dict[str, Any]) -> None:
        try:
            super().check_urls(metadata)
        except Rejected as refusal:
            raise Rejected("invalid_request", refusal.description) from None
