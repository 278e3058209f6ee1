"""Pairwise subject identifiers (Core section 8.1, Registration 1.0 section 5)."""

import hashlib
import json
from typing import Any
from urllib.parse import urlsplit

from fakes.engine.endpoint import Rejected
from fakes.engine.model import Client, Grant
from fakes.engine.outgoing import Uncallable
from fakes.features.registration.registration import Registration
from fakes.keys import base64url

SALT = "a-salt-that-only-this-provider-knows"


class Pairwise(Registration):
    """A client that asks for it is told a `sub` that no other sector is told."""

    metadata_rules = (*Registration.metadata_rules, "check_subject_type", "check_sector")

    def metadata(self) -> dict[str, Any]:
        return super().metadata() | {"subject_types_supported": ["public", "pairwise"]}

    def check_subject_type(self, metadata: dict[str, Any]) -> None:
        if metadata.get("subject_type", "public") not in ("public", "pairwise"):
            raise Rejected("invalid_client_metadata", "The subject_type is not offered.")

    def check_sector(self, metadata: dict[str, Any]) -> None:
        """Several hosts need a document of their own that lists them (Core section 8.1)."""
        if "sector_identifier_uri" in metadata:
            self.check_sector_document(metadata)
        hosts = {urlsplit(uri).hostname for uri in metadata["redirect_uris"]}
        pairwise = metadata.get("subject_type") == "pairwise"
        if pairwise and len(hosts) > 1 and "sector_identifier_uri" not in metadata:
            raise Rejected("invalid_client_metadata", "The sector_identifier_uri is missing.")

    def check_sector_document(self, metadata: dict[str, Any]) -> None:
        """It lists every redirect URI, or registration fails (Registration 1.0 section 5)."""
        try:
            listed = json.loads(self.fetch(metadata["sector_identifier_uri"]).body)
        except (Uncallable, ValueError):
            listed = None
        known = (
            {one for one in listed if isinstance(one, str)} if isinstance(listed, list) else set()
        )
        if not set(metadata["redirect_uris"]) <= known:
            told = "The document at sector_identifier_uri does not list the redirect_uris."
            raise Rejected("invalid_client_metadata", told)

    def subject(self, grant: Grant) -> str:
        subject = super().subject(grant)
        if grant.client.metadata.get("subject_type") != "pairwise":
            return subject
        return self.pairwise_subject(self.sector_of(grant.client), subject)

    def sector_of(self, client: Client) -> str:
        """The host of the sector_identifier_uri, else of the redirect URIs."""
        uri = client.metadata.get("sector_identifier_uri", client.redirect_uris[0])
        return urlsplit(uri).hostname or ""

    def pairwise_subject(self, sector: str, subject: str) -> str:
        """The same for the same sector, and not to be reversed by anybody else."""
        return base64url(hashlib.sha256(f"{sector}\n{subject}\n{SALT}".encode()).digest())
