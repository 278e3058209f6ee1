"""Defects of what a client gets that registered itself: ID Tokens, UserInfo, claims of scopes."""

from starlette.responses import JSONResponse

from fakes.faults import fault
from fakes.faults.discovery.members import without
from fakes.features.id_tokens.algorithms import ID_TOKEN
from fakes.keys import EcSigningKey, SigningKey, ec_key, rsa_key


def itself(client):
    """Whether `client` registered itself."""
    return "client_name" in client.metadata


@fault(caught_by=["id-token/registered-default", "id-token/registered-rs256"])
class RegisteredForEs256:
    """Clients that register themselves get ID Tokens by ES256, whatever they want."""

    def algorithm_of(self, client):
        return "ES256" if itself(client) else super().algorithm_of(client)


@fault(caught_by=["id-token/registered-default"])
class DefaultIsEs256:
    """ES256 is the default of clients that register themselves."""

    def algorithm_of(self, client):
        if itself(client) and ID_TOKEN not in client.metadata:
            return "ES256"
        return super().algorithm_of(client)


@fault(caught_by=["id-token/registered-es256"])
class RegisteredForRs256:
    """A client that registers for ES256 gets ID Tokens by RS256."""

    def algorithm_of(self, client):
        return "RS256"


@fault(caught_by=["id-token/registered-es256-signature"])
class ForeignCurveKey:
    """ID Tokens by ES256 are signed by a key that nobody published."""

    def key_for(self, algorithm):
        key = super().key_for(algorithm)
        return key if algorithm == "RS256" else EcSigningKey(key.kid, ec_key("foreign"))


class NoneOffered:
    """Unsigned ID Tokens are offered to clients that register themselves."""

    def metadata(self):
        algorithms = ["RS256", "ES256", "none"]
        return super().metadata() | {"id_token_signing_alg_values_supported": algorithms}

    def check_client_metadata(self, metadata):
        allowed = metadata.get(ID_TOKEN) == "none" and self.allows_none(metadata)
        super().check_client_metadata(without(metadata, ID_TOKEN) if allowed else metadata)

    def allows_none(self, metadata):
        return "code" in metadata["response_types"]


@fault(caught_by=["id-token/unsigned-as-registered", "discovery/id-token-alg-none"])
class NoneIsSigned(NoneOffered):
    """A client that registers for none gets ID Tokens that are signed."""

    def algorithm_of(self, client):
        algorithm = super().algorithm_of(client)
        return "RS256" if algorithm == "none" else algorithm


@fault(caught_by=["id-token/unsigned-in-front-channel"])
class NoneForEverybody(NoneOffered):
    """Clients of the implicit flow may register for unsigned ID Tokens."""

    def document(self):
        algorithms = ["RS256", "ES256"]
        return super().document() | {"id_token_signing_alg_values_supported": algorithms}

    def allows_none(self, metadata):
        return True


@fault(caught_by=["userinfo/signed-media-type"])
class SignedUserinfoAsJson:
    """The signed UserInfo response is called application/json."""

    def userinfo_success(self, grant):
        response = super().userinfo_success(grant)
        response.headers["content-type"] = "application/json"
        return response


@fault(caught_by=["userinfo/signed-media-type"])
class UserinfoNeverSigned:
    """UserInfo is plain JSON for clients that registered for a signature too."""

    def userinfo_success(self, grant):
        return JSONResponse(self.userinfo_claims(grant), headers={"cache-control": "no-store"})


@fault(caught_by=["userinfo/signed-algorithm"])
class UserinfoByEs256:
    """UserInfo is signed by ES256, whatever the client registered for."""

    def sign(self, claims, key, header):
        if "nonce" in claims or "name" not in claims:
            return super().sign(claims, key, header)
        key = self.curve_key()
        return super().sign(claims, key, {"alg": "ES256", "kid": key.kid})


@fault(caught_by=["userinfo/signed-signature"])
class UserinfoByForeignKey:
    """UserInfo is signed by a key that nobody published."""

    def sign(self, claims, key, header):
        told = "nonce" not in claims and "name" in claims
        return super().sign(claims, SigningKey("", rsa_key("foreign")) if told else key, header)


def signing(**claims):
    """A mixin that changes the claims of signed UserInfo responses."""

    class Signing:
        def signed_claims(self, grant):
            return super().signed_claims(grant) | claims

    return Signing


@fault(caught_by=["userinfo/signed-issuer"])
class UserinfoOfAnotherIssuer(signing(iss="https://issuer.example.com")):
    """A signed UserInfo response names another issuer."""


@fault(caught_by=["userinfo/signed-audience"])
class UserinfoForAnotherClient(signing(aud="someone-else")):
    """A signed UserInfo response is for another client."""


@fault(caught_by=["userinfo/signed-sub"])
class SignedUserinfoOfSomebodyElse(signing(sub="somebody-else")):
    """A signed UserInfo response is about another user."""


@fault(caught_by=["userinfo/no-nonce"])
class NonceAtUserinfo:
    """UserInfo tells the nonce of the request."""

    def userinfo_claims(self, grant):
        return super().userinfo_claims(grant) | {"nonce": self.random()}


def forgetting(*names):
    """A mixin whose UserInfo leaves claims out."""

    class Forgetting:
        def userinfo_claims(self, grant):
            claims = super().userinfo_claims(grant)
            return {name: claims[name] for name in claims if name not in names}

    return Forgetting


@fault(caught_by=["claims/address-scope-userinfo"])
class AddressForgotten(forgetting("address")):
    """The scope address brings nothing."""


@fault(caught_by=["claims/phone-scope-userinfo"])
class PhoneNumberForgotten(forgetting("phone_number", "phone_number_verified")):
    """The scope phone brings nothing."""


@fault(caught_by=["claims/every-scope-userinfo", "claims/all-scopes-userinfo"])
class TwoScopesAreTooMany:
    """The e-mail address is forgotten where the profile is asked for too."""

    def userinfo_claims(self, grant):
        claims = super().userinfo_claims(grant)
        both = {"profile", "email"} <= set(grant.scopes)
        return {n: claims[n] for n in claims if not (both and n.startswith("email"))}
