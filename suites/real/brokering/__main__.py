"""Keycloak on 127.0.0.1, with SimpleSAMLphp behind it, for ssoproof to judge.

    python -m suites.real.brokering FOLDER APACHE PHP

FOLDER is where Keycloak is installed, APACHE and PHP are as for SimpleSAMLphp alone. Environment:
as `suites.real.provider` sets it. One JSON line is printed when the realm is complete. Both end
when its standard input ends.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suites.real.keycloak.realm import REALM, realm
from suites.real.keycloak.server import Admin, asking, chosen_base, keycloak
from suites.real.saml.product import make_key
from suites.real.saml.simplesamlphp.server import simplesamlphp
from suites.real.serving import announce

ALIAS = "simplesamlphp"
# What the one calls attributes of a user, and the other.
ATTRIBUTES = {"mail": "email", "givenName": "firstName", "sn": "lastName"}


def endpoint_of(base: str) -> str:
    """Where Keycloak takes what the identity provider behind it sends."""
    return f"{base}/realms/{REALM}/broker/{ALIAS}/endpoint"


def behind(base: str) -> dict[str, str]:
    """The variables by which SimpleSAMLphp knows Keycloak as its service provider."""
    there = endpoint_of(base)
    return {
        "SAML_SP_ENTITY_ID": f"{base}/realms/{REALM}",
        "SAML_ACS_URL": there,
        "SAML_SLO_URL": there,
        "REQUESTS": "any",
    }


def brokering_realm(told: Mapping[str, str], base: str, metadata_url: str) -> dict[str, Any]:
    """The realm, whose first user is known to the identity provider at `metadata_url` alone."""
    made = realm(told, secrets.token_urlsafe(24))
    made["users"] = [one for one in made["users"] if one["username"] != told["OIDC_USERNAME"]]
    made["identityProviders"] = [identity_provider(told, base, metadata_url)]
    made["identityProviderMappers"] = [
        mapper("saml-user-attribute-idp-mapper", {"attribute.name": theirs, "user.attribute": ours})
        for theirs, ours in ATTRIBUTES.items()
    ]
    template = {"template": "${ATTRIBUTE.uid}", "target": "LOCAL"}
    made["identityProviderMappers"].append(mapper("saml-username-idp-mapper", template))
    return made


def identity_provider(told: Mapping[str, str], base: str, metadata_url: str) -> dict[str, Any]:
    """SimpleSAMLphp, as an administrator would enter it.

    Source: https://www.keycloak.org/docs/latest/server_admin/#saml-v2-0-identity-providers
    """
    pem = (Path(told["FOLDER"]) / "idp.pem").read_text("ascii").splitlines()
    return {
        "alias": ALIAS,
        "displayName": "SimpleSAMLphp",
        "providerId": "saml",
        "enabled": True,
        "trustEmail": True,
        "config": {
            "entityId": f"{base}/realms/{REALM}",
            "idpEntityId": metadata_url,
            "singleSignOnServiceUrl": metadata_url.replace("metadata.php", "SSOService.php"),
            "nameIDPolicyFormat": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
            # Another NameID each time: who it is an attribute tells.
            "principalType": "ATTRIBUTE",
            "principalAttribute": "uid",
            "postBindingResponse": "true",
            "validateSignature": "true",
            "signingCertificate": "".join(pem[1:-1]),
            "syncMode": "IMPORT",
        },
    }


def mapper(kind: str, config: dict[str, str]) -> dict[str, Any]:
    """What takes one attribute of a user over."""
    return {
        "name": f"{kind} {next(iter(config.values()))}",
        "identityProviderAlias": ALIAS,
        "identityProviderMapper": kind,
        "config": {"syncMode": "INHERIT"} | config,
    }


def main() -> None:
    """Start both, make the realm, announce, serve."""
    told = dict(os.environ)
    home, apache, php = sys.argv[1:]
    base = chosen_base(told)
    make_key(Path(told["FOLDER"]), "idp")
    with (
        simplesamlphp(apache, php, told | behind(base)) as metadata_url,
        keycloak(Path(home), base) as password,
    ):
        with asking(base, told) as http:
            Admin(http, password).add_realm(brokering_realm(told, base, metadata_url))
            del http.headers["authorization"]
            # The rights over a new realm are in new tokens alone.
            token = Admin(http, password).initial_access_token()
        announce(issuer=f"{base}/realms/{REALM}", login_idp=ALIAS, initial_access_token=token)


if __name__ == "__main__":
    main()
