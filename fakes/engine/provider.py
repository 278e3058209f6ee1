"""The whole provider, put together from its parts."""

from fakes.engine.authorize import AuthorizationEndpoint
from fakes.engine.logout import Logout
from fakes.engine.outgoing import Outgoing
from fakes.engine.token_endpoint import TokenEndpoint
from fakes.engine.userinfo import UserInfo


class Provider(AuthorizationEndpoint, TokenEndpoint, UserInfo, Logout, Outgoing):
    """A provider that does what the specifications ask. Vendors and faults override methods.

    Each method is a decision of its own (a seam): what the discovery document says, whether a
    redirect_uri is allowed, which claims an ID Token has. A subclass that overrides one changes
    one behaviour and calls `super()` for the rest.
    """
