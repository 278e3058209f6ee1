"""Settings of the application that its operator got wrong."""

from dataclasses import replace

from fakes.engine.model import Client
from fakes.faults import fault
from fakes.faults.homes import Google, Okta, Reference
from fakes.people import APPLICATION


class At(Reference):
    """The application is at `host_of_the_application`, and registered there."""

    host_of_the_application = APPLICATION

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        return super().registered(cls.host_of_the_application)

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"HOST": self.host_of_the_application}


@fault(caught_by=["application/host-https"])
class HostOverHttp(At):
    """HOST is an http URL, although it is no address of this machine."""

    host_of_the_application = APPLICATION.replace("https:", "http:")


@fault(caught_by=["application/host-https", "application/form-post-cookies"])
class FormPostToHttp(At):
    """HOST is an http URL, and the answer is posted there by a page of another site."""

    host_of_the_application = APPLICATION.replace("https:", "http:")

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators("implicit")


@fault(caught_by=["application/host-public"])
class HostOnLocalhost(At):
    """HOST was not set, and is what the application takes then."""

    host_of_the_application = "http://localhost:8080"


@fault(caught_by=["application/host-public"])
class HostInPrivateNetwork(At):
    """HOST is the address that the application has behind its proxy."""

    host_of_the_application = "https://10.20.30.40"


@fault(caught_by=["application/local-restore"])
class LocalRestoreLeftOn(Reference):
    """LOCAL_RESTORE is still true: single sign-on is off."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"LOCAL_RESTORE": "true"}


@fault(caught_by=["application/issuer-reachable", "discovery/status", "transport/tls-version"])
class IssuerOnLocalhost(Reference):
    """OIDC_ISSUER is the provider's address on its own machine."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_ISSUER": "https://localhost:1"}


@fault(
    caught_by=[
        "application/client-secret",
        "discovery/public-client-auth-method",
        "token/success",
    ]
)
class SecretNotTold(Google):
    """The product wants a secret of web applications, and nobody gave it to the application."""

    def told_to_operators(self, auth_method: str) -> dict[str, str]:
        return super().told_to_operators(auth_method) | {"OIDC_CLIENT_SECRET": ""}


@fault(caught_by=["application/logout-url", "client/logout-registered"])
class LogoutUrlOfAnotherProduct(Okta):
    """The logout URL that is registered is the one that belongs to Cognito."""

    @classmethod
    def registered(cls, application_url: str) -> tuple[Client, ...]:
        application, *others = super().registered(application_url)
        return (replace(application, post_logout_redirect_uris=(application_url,)), *others)
