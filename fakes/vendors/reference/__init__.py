"""A provider that has every feature, and does everything as the specifications ask."""

from dataclasses import replace
from typing import Any

from fakes.engine.model import Client, Grant
from fakes.features.clients.assertions import ClientAssertions
from fakes.features.clients.guessing import SecretGuessing
from fakes.features.clients.mutual_tls import MutualTls
from fakes.features.discovery.key_rotation import KeyRotation
from fakes.features.discovery.oauth_metadata import OAuthMetadata
from fakes.features.discovery.tenants import Tenants
from fakes.features.discovery.webfinger import WebFinger
from fakes.features.flows.hybrid import Hybrid
from fakes.features.flows.jwt_responses import JwtResponses
from fakes.features.flows.no_response import NoResponse
from fakes.features.flows.plain_oauth import PlainOAuth
from fakes.features.flows.web_message import WebMessage
from fakes.features.id_tokens.encryption import Encryption
from fakes.features.id_tokens.macs import Macs
from fakes.features.id_tokens.pairwise import Pairwise
from fakes.features.pages.client_pages import ClientPages
from fakes.features.pages.consent import Consent
from fakes.features.registration.management import ClientManagement
from fakes.features.registration.native_clients import NativeClients
from fakes.features.registration.registration import Registration
from fakes.features.request_objects.authorization_details import AuthorizationDetails
from fakes.features.request_objects.claims_parameter import ClaimsParameter
from fakes.features.sessions.backchannel_logout import BackChannelLogout
from fakes.features.sessions.frontchannel_logout import FrontChannelLogout
from fakes.features.sessions.session_management import SessionManagement
from fakes.features.tokens.device import DeviceFlow
from fakes.features.tokens.dpop_everywhere import DPoPEverywhere
from fakes.features.tokens.introspection import Introspection
from fakes.features.tokens.offline_access import OfflineAccess
from fakes.features.tokens.rotation import RotatingRefreshTokens
from fakes.features.tokens.token_exchange import TokenExchange


class Vendor(
    MutualTls,
    BackChannelLogout,
    Encryption,
    Macs,
    ClaimsParameter,
    ClientAssertions,
    Consent,
    FrontChannelLogout,
    NoResponse,
    Hybrid,
    DPoPEverywhere,
    ClientPages,
    ClientManagement,
    Pairwise,
    OAuthMetadata,
    KeyRotation,
    NativeClients,
    Registration,
    Tenants,
    WebMessage,
    JwtResponses,
    WebFinger,
    AuthorizationDetails,
    SessionManagement,
    OfflineAccess,
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
