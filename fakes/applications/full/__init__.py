"""What applications may have beyond W&B Server's, each on the W&B-like one and on by its settings.

Back-channel and front-channel logout, logins that a third party begins, refreshed tokens, accounts
of their own, a second provider, the hybrid flow: `FullApplication` has all of them.
"""

from fakes.applications.full.accounts import Accounts
from fakes.applications.full.backchannel import BackChannelLogout
from fakes.applications.full.frontchannel import FrontChannelLogout
from fakes.applications.full.hybrid import Hybrid
from fakes.applications.full.refreshing import Refreshing
from fakes.applications.full.third_party import ThirdPartyLogin


class FullApplication(
    BackChannelLogout, FrontChannelLogout, ThirdPartyLogin, Hybrid, Refreshing, Accounts
):
    """The W&B-like application with everything that an application may have."""
