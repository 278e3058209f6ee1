"""A SAML identity provider under judgement: where its metadata are, and who asks it."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from suites.targets.target import Target


@dataclass(frozen=True, kw_only=True)
class SamlTarget(Target):
    """`metadata` is the document itself where it was read from a file; else it is at the issuer.

    `key` is what the service provider signs with, if its public half is registered.
    """

    entity_id: str
    acs_url: str
    slo_url: str
    metadata: bytes = field(default=b"", repr=False)
    metadata_file: str = ""
    key: RSAPrivateKey | None = field(default=None, repr=False)

    @property
    def settings(self) -> dict[str, str]:
        """What a report shows of its settings, by variable; of a secret only whether it is set."""
        return {
            "SAML_METADATA_URL": "" if self.metadata_file else self.issuer,
            "SAML_METADATA_FILE": self.metadata_file,
            "SAML_SP_ENTITY_ID": self.entity_id,
            "SAML_ACS_URL": self.acs_url,
            "SAML_SLO_URL": self.slo_url,
            "SAML_SP_KEY_FILE": "set" if self.key else "not set",
        }
