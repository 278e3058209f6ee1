"""Keycloak: a client of a realm, as the Admin REST API tells it."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from suites.admin.answer import Answer
from suites.admin.matching import Matching
from suites.admin.model import Names, RegisteredClient, Setting, Switch
from suites.admin.reading import among, off, on
from suites.admin.rest import AdminApi
from suites.op.op import Op
from suites.targets.target import Target
from suites.verdicts.expect import Mismatch, NotRun

ISSUER = re.compile(r"(?P<root>https?://[^?#]+)/realms/(?P<realm>[^/?#]+)/?")
GRANT = (
    "Set OIDC_ADMIN_TOKEN to a fresh access token of a user or service account that has the role "
    "view-clients of the client realm-management."
)
PKCE = "pkce.code.challenge.method"
ALGORITHM = "id.token.signed.response.alg"
BETWEEN_URLS = "##"


class Suffixes(Matching):
    """A `*` at the end stands for whatever follows, unless the URL has a query.

    What follows ends where a query or a fragment begins, and a slash before the `*` is optional.
    """

    def is_wildcard(self, registered: str) -> bool:
        return registered.endswith("*") and "?" not in registered

    def lets_in(self, registered: str, wanted: str) -> bool:
        if not self.is_wildcard(registered):
            return registered == wanted
        start, path = registered.removesuffix("*"), re.split("[?#]", wanted, maxsplit=1)[0]
        return path.startswith(start) or (start.endswith("/") and path == start[:-1])


def read(op: Op) -> RegisteredClient:
    """Raises Mismatch if there is no such realm or client, NotRun without access, Busy."""
    target = op.target
    root, realm = realm_of(target)
    api = AdminApi(
        op=op,
        product="Keycloak",
        origin=root,
        authorization=f"Bearer {target.admin.token}" if target.admin.token else "",
        grant=GRANT,
        missing="Realm not found",
    )
    query = urlencode({"clientId": target.client_id})
    found = api.read_all(f"/admin/realms/{realm}/clients?{query}", "clients of the realm")
    name = f"client {target.client_id} of realm {realm}"
    client = next((one for one in found if one.text("clientId") == target.client_id), None)
    if client is None:
        raise Mismatch("a client of the realm", "none that the token lets see", name)
    if "publicClient" not in client:
        raise NotRun(f"The token lets see nothing but the name of {name}. {GRANT}")
    return realm_client(client, name)


def realm_of(target: Target) -> tuple[str, str]:
    """The URL below which the admin API is, and the realm. Raises NotRun."""
    found = ISSUER.fullmatch(target.issuer)
    if found is None:
        raise NotRun(
            "OIDC_ISSUER does not name a realm, so there is nothing to look up: write "
            "https://HOST/realms/REALM."
        )
    return target.admin.url.rstrip("/") or found["root"], found["realm"]


def realm_client(client: Answer, place: str) -> RegisteredClient:
    """A client in our words. Raises NotRun."""
    attributes = client.part_if_any("attributes")
    method = attributes.text(PKCE)
    return RegisteredClient(
        place=place,
        redirect_uris=Setting(name="redirectUris", value=callbacks(client)),
        post_logout_redirect_uris=after_logout(client, attributes),
        matching=Suffixes(),
        has_secret=confidential_client(client),
        flows={
            "pkce": (on(client, "standardFlowEnabled"),),
            "implicit": (on(client, "implicitFlowEnabled"),),
        },
        # The other protocol of clients is SAML.
        enabled=(
            on(client, "enabled"),
            off(client, "bearerOnly"),
            among(client, "protocol", "openid-connect"),
        ),
        scopes=scopes(client),
        pkce_method=Setting(name=PKCE, value=method),
        pkce_required=Setting(
            name=PKCE, value=method != "", told=method or "not set", right="S256"
        ),
        password_grant=off(client, "directAccessGrantsEnabled"),
        plain_requests=off_in(attributes, "require.pushed.authorization.requests"),
        bearer_tokens=off_in(attributes, "dpop.bound.access.tokens"),
        # Where it says nothing, the realm's own, which is never one with a shared secret.
        id_token_algorithm=Setting(name=ALGORITHM, value=attributes.text(ALGORITHM, "not set")),
    )


def off_in(attributes: Answer, name: str) -> Switch:
    """Whether something is off; attributes are strings, and what is not there is off."""
    told = attributes.text(name, "not set")
    return Setting(name=name, value=told != "true", told=told, right="false")


def confidential_client(client: Answer) -> Switch:
    public = client.flag("publicClient")
    return Setting(name="publicClient", value=not public, told=public)


def scopes(client: Answer) -> Names:
    """What a request may ask for; openid is none of the client's scopes, and always there."""
    lists = ("defaultClientScopes", "optionalClientScopes")
    found = [one for name in lists for one in client.texts(name)]
    return Setting(name=" and ".join(lists), value=("openid", *found))


def callbacks(client: Answer) -> tuple[str, ...]:
    return absolute(client, client.texts("redirectUris"))


def absolute(client: Answer, urls: Iterable[str]) -> tuple[str, ...]:
    """Paths are those of the client's root URL."""
    root = client.text("rootUrl")
    return tuple(f"{root}{url}" if url.startswith("/") else url for url in urls)


def after_logout(client: Answer, attributes: Answer) -> Names:
    """Where users may go after logout: nothing and `+` are the callbacks, `-` is nowhere."""
    name = "post.logout.redirect.uris"
    found: list[str] = []
    for one in (attributes.text(name) or "+").split(BETWEEN_URLS):
        found += callbacks(client) if one == "+" else [one] if one != "-" else []
    return Setting(name=name, value=absolute(client, found))
