"""Defects of ways of delivery that not every product has: messages and JWTs."""

from fakes.faults import fault


@fault(caught_by=["flow/web-message-wildcard"])
class MessageForEveryOrigin:
    """The message is for whoever opened the window."""

    def message_origin(self, authorization):
        return "*"


@fault(caught_by=["flow/web-message-origin"])
class MessageForTheParentDomain:
    """The message goes to the domain above the application's host."""

    def message_origin(self, authorization):
        return super().message_origin(authorization).replace("://wandb.", "://")


@fault(caught_by=["flow/web-message-state"])
class MessageWithoutState:
    """The message has no state."""

    def post_message(self, origin, parameters):
        return super().post_message(origin, {k: v for k, v in parameters.items() if k != "state"})


@fault(caught_by=["callback/bad-with-web-message"])
class MessageToAnyCallback:
    """With the response mode web_message the redirect URI is not compared."""

    def unknown_redirect_uri(self, request):
        if request.params.get("response_mode") != "web_message":
            return super().unknown_redirect_uri(request)
        return self.post_message(request.params["redirect_uri"], {"error": "invalid_request"})


@fault(caught_by=["callback/bad-with-jwt"])
class JwtToAnyCallback:
    """With the response mode jwt the redirect URI is not compared."""

    def document(self):
        document = super().document()
        modes = [*document["response_modes_supported"], "jwt"]
        return document | {"response_modes_supported": modes}

    def unknown_redirect_uri(self, request):
        if request.params.get("response_mode") != "jwt":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}?response=eyJhbGciOiJub25lIn0.e30.")


@fault(caught_by=["callback/bad-with-other-modes"])
class FragmentJwtToAnyCallback:
    """With the response mode fragment.jwt the redirect URI is not compared."""

    def document(self):
        document = super().document()
        modes = [*document["response_modes_supported"], "fragment.jwt"]
        return document | {"response_modes_supported": modes}

    def unknown_redirect_uri(self, request):
        if request.params.get("response_mode") != "fragment.jwt":
            return super().unknown_redirect_uri(request)
        return self.redirect(f"{request.params['redirect_uri']}#response=eyJhbGciOiJub25lIn0.e30.")
