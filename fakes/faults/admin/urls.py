"""Faults of where a client may be led, as the admin API tells it."""

from fakes.faults import fault


@fault(caught_by=["client/callback-registered"], vendor="cognito")
class CallbackWithASlash:
    """The callback is registered with a slash at its end."""

    def told_app_client(self, client):
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [f"{url}/" for url in told["CallbackURLs"]]}


@fault(caught_by=["client/callback-exact"], vendor="cognito")
class CallbackWithAWildcard:
    """Beside the callback, any page of the domain is one."""

    def told_app_client(self, client):
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [*told["CallbackURLs"], "https://*.mycompany.com/"]}


@fault(caught_by=["client/callback-https"], vendor="cognito")
class CallbackByPlainHttp:
    """Beside the callback, an old one with http is still registered."""

    def told_app_client(self, client):
        told = super().told_app_client(client)
        return told | {"CallbackURLs": [*told["CallbackURLs"], "http://wandb.mycompany.com/cb"]}


@fault(caught_by=["client/logout-registered"], vendor="cognito")
class LogoutUrlWithASlash:
    """The logout URL is registered with a slash at its end."""

    def told_app_client(self, client):
        told = super().told_app_client(client)
        return told | {"LogoutURLs": [f"{url}/" for url in told["LogoutURLs"]]}
