"""Keycloak on 127.0.0.1 as a SAML identity provider, for ssoproof to judge.

    python -m suites.real.saml.keycloak FOLDER

FOLDER is where it is installed. Environment: as `suites.real.saml.product` sets it. One JSON line
is printed when the realm is complete. It ends when its standard input ends.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suites.real.keycloak.realm import REALM, user
from suites.real.keycloak.server import Admin, asking, chosen_base, keycloak
from suites.real.serving import announce

EMAIL = "urn:oid:0.9.2342.19200300.100.1.3"


def realm(told: Mapping[str, str]) -> dict[str, Any]:
    """The realm with its user and the service provider, in the words of the admin API."""
    return {
        "realm": REALM,
        "enabled": True,
        "users": [user(told["OIDC_USERNAME"], told["OIDC_PASSWORD"], "Ada", "Quist")],
        "clients": [service_provider(told)],
    }


def service_provider(told: Mapping[str, str]) -> dict[str, Any]:
    """The application, as its administrator would enter it.

    Source: https://www.keycloak.org/docs/latest/server_admin/#_client-saml-configuration
    """
    acs = told["SAML_ACS_URL"]
    pem = (Path(told["FOLDER"]) / "sp.pem").read_text("ascii").splitlines()
    return {
        "clientId": told["SAML_SP_ENTITY_ID"],
        "protocol": "saml",
        "redirectUris": [acs],
        "attributes": {
            "saml.client.signature": str(told["REQUESTS"] == "signed").lower(),
            "saml.signing.certificate": "".join(pem[1:-1]),
            "saml.server.signature": "true",
            "saml.assertion.signature": "true",
            "saml.signature.algorithm": "RSA_SHA256",
            "saml.force.post.binding": "true",
            "saml.authnstatement": "true",
            "saml_name_id_format": "username",
            "saml_assertion_consumer_url_post": acs,
            "saml_single_logout_service_url_redirect": told["SAML_SLO_URL"],
        },
        "protocolMappers": [
            {
                "name": "mail",
                "protocol": "saml",
                "protocolMapper": "saml-user-property-mapper",
                "config": {
                    "user.attribute": "email",
                    "attribute.name": EMAIL,
                    "friendly.name": "mail",
                    "attribute.nameformat": "URI Reference",
                },
            }
        ],
    }


def main() -> None:
    """Start, make the realm, announce, serve."""
    told = os.environ
    base = chosen_base(told)
    with keycloak(Path(sys.argv[1]), base) as password:
        with asking(base, told) as http:
            Admin(http, password).add_realm(realm(told))
        announce(metadata_url=f"{base}/realms/{REALM}/protocol/saml/descriptor")


if __name__ == "__main__":
    main()
