"""The login page tells to whom a login goes (Registration 1.0 section 2): name, logo, documents."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from fakes.engine.model import Client
from fakes.engine.pages import About
from fakes.features.registration.registration import Registration

DOCUMENTS = {"policy_uri": "Privacy policy", "tos_uri": "Terms of service"}


class ClientPages(Registration):
    """Shows what a client said about itself, each value escaped, each URL an https one."""

    def about_client(self, client: Client) -> About:
        members = self.shown_members(client)
        logo = members.get("logo_uri", "")
        name = self.name(members)
        parts = [self.logo(logo), self.link(members.get("client_uri", ""), name) or name]
        parts += [self.link(members.get(one, ""), told) for one, told in DOCUMENTS.items()]
        html = "".join(f"<p>{part}</p>" for part in parts if part)
        return About(html, f"{urlsplit(logo).scheme}://{urlsplit(logo).netloc}" if logo else "")

    def shown_members(self, client: Client) -> dict[str, Any]:
        """What may be shown: the URLs were judged when the client registered."""
        return dict(client.metadata)

    def name(self, members: dict[str, Any]) -> str:
        return escape(members.get("client_name", ""))

    def logo(self, url: str) -> str:
        return f'<img src="{escape(url)}" alt="" height="48">' if url else ""

    def link(self, url: str, text: str) -> str:
        return f'<a href="{escape(url)}">{text or escape(url)}</a>' if url else ""
