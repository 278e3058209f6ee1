"""Faults of where a client may be led, as the admin API tells it."""

from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Cognito


@fault(caught_by=["client/callback-registered"])
class CallbackWithASlash(Cognito):
    """The callback is registered with a slash at its end."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [f"{url}/" for url in told["CallbackURLs"]]}


@fault(caught_by=["client/callback-exact"])
class CallbackWithAWildcard(Cognito):
    """Beside the callback, any page of the domain is one."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [*told["CallbackURLs"], "https://*.mycompany.com/"]}


@fault(caught_by=["client/callback-https"])
class CallbackByPlainHttp(Cognito):
    """Beside the callback, an old one with http is still registered."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [*told["CallbackURLs"], "http://wandb.mycompany.com/cb"]}


@fault(caught_by=["client/logout-registered"])
class LogoutUrlWithASlash(Cognito):
    """The logout URL is registered with a slash at its end."""

    def told_app_client(self, client: dict[str, Any]) -> dict[str, Any]:
        told = super().told_app_client(client)
        return told | {"LogoutURLs": [f"{url}/" for url in told["LogoutURLs"]]}
