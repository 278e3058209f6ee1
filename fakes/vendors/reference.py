"""A provider that has every feature, and does everything as the specifications ask."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Client, Grant
from fakes.features.backchannel_logout import BackChannelLogout
from fakes.features.claims_parameter import ClaimsParameter
from fakes.features.client_assertions import ClientAssertions
from fakes.features.client_management import ClientManagement
from fakes.features.client_pages import ClientPages
from fakes.features.consent import Consent
from fakes.features.device import DeviceFlow
from fakes.features.dpop import DPoP
from fakes.features.frontchannel_logout import FrontChannelLogout
from fakes.features.guessing import SecretGuessing
from fakes.features.hybrid import Hybrid
from fakes.features.introspection import Introspection
from fakes.features.key_rotation import KeyRotation
from fakes.features.macs import Macs
from fakes.features.mutual_tls import MutualTls
from fakes.features.oauth_metadata import OAuthMetadata
from fakes.features.pairwise import Pairwise
from fakes.features.par import PushedRequests
from fakes.features.plain_oauth import PlainOAuth
from fakes.features.registration import Registration
from fakes.features.rotation import RotatingRefreshTokens
from fakes.features.session_management import SessionManagement
from fakes.features.tenants import Tenants
from fakes.features.token_exchange import TokenExchange
from fakes.features.web_message import WebMessage


class Vendor(
    MutualTls,
    BackChannelLogout,
    Macs,
    ClaimsParameter,
    ClientAssertions,
    Consent,
    FrontChannelLogout,
    Hybrid,
    PushedRequests,
    ClientPages,
    ClientManagement,
    Pairwise,
    OAuthMetadata,
    KeyRotation,
    Registration,
    Tenants,
    WebMessage,
    SessionManagement,
    DPoP,
    RotatingRefreshTokens,
    DeviceFlow,
    TokenExchange,
    PlainOAuth,
    SecretGuessing,
    Introspection,
):
    """Conforms to everything that the checks ask for."""

    vendor = "reference"
    host = "op.example.com"

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        """The application may refresh its tokens."""
        application, *others = super().registered(application_url)
        grants = {"grant_types": ["authorization_code", "implicit", "refresh_token"]}
        return (replace(application, metadata={**application.metadata, **grants}), *others)

    def id_token_claims(self, grant: Grant) -> dict[str, Any]:
        """With the optional claims of Core section 2 and RFC 7519 section 4.1."""
        claims = super().id_token_claims(grant)
        return claims | {
            "azp": grant.client.client_id,
            "jti": self.random(),
            "nbf": claims["iat"],
            "amr": ["pwd"],
        }
