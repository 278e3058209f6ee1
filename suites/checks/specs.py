"""The specifications that checks cite. The only place that knows their addresses."""

from dataclasses import dataclass

RFC_EDITOR = "https://www.rfc-editor.org/rfc"
CHEAT_SHEETS = "https://cheatsheetseries.owasp.org/cheatsheets"
OASIS = "https://docs.oasis-open.org/security/saml/v2.0"
AZURE_STORAGE = "https://learn.microsoft.com/rest/api/storageservices"
SQS_GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide"


@dataclass(frozen=True, slots=True)
class Citation:
    """A section of a specification: short and in full, and where it can be read."""

    reference: str
    text: str
    url: str


OPENID = {
    "core": ("OpenID Connect Core 1.0", "https://openid.net/specs/openid-connect-core-1_0.html"),
    "discovery": (
        "OpenID Connect Discovery 1.0",
        "https://openid.net/specs/openid-connect-discovery-1_0.html",
    ),
    "registration": (
        "OpenID Connect Dynamic Client Registration 1.0",
        "https://openid.net/specs/openid-connect-registration-1_0.html",
    ),
    "rp-logout": (
        "OpenID Connect RP-Initiated Logout 1.0",
        "https://openid.net/specs/openid-connect-rpinitiated-1_0.html",
    ),
    "backchannel": (
        "OpenID Connect Back-Channel Logout 1.0",
        "https://openid.net/specs/openid-connect-backchannel-1_0.html",
    ),
    "frontchannel": (
        "OpenID Connect Front-Channel Logout 1.0",
        "https://openid.net/specs/openid-connect-frontchannel-1_0.html",
    ),
    "session": (
        "OpenID Connect Session Management 1.0",
        "https://openid.net/specs/openid-connect-session-1_0.html",
    ),
    "multiple": (
        "OAuth 2.0 Multiple Response Type Encoding Practices",
        "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html",
    ),
    "fapi1-advanced": (
        "FAPI 1.0 Part 2: Advanced",
        "https://openid.net/specs/openid-financial-api-part-2-1_0.html",
    ),
    "fapi2": (
        "FAPI 2.0 Security Profile",
        "https://openid.net/specs/fapi-security-profile-2_0-final.html",
    ),
    "form-post": (
        "OAuth 2.0 Form Post Response Mode",
        "https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html",
    ),
    "prompt-create": (
        "Initiating User Registration via OpenID Connect 1.0",
        "https://openid.net/specs/openid-connect-prompt-create-1_0.html",
    ),
    "jarm": (
        "JWT Secured Authorization Response Mode for OAuth 2.0 (JARM)",
        "https://openid.net/specs/oauth-v2-jarm.html",
    ),
}
SAML = {
    "saml-core": (
        "Assertions and Protocols for SAML V2.0",
        f"{OASIS}/saml-core-2.0-os.pdf",
    ),
    "saml-bindings": (
        "Bindings for SAML V2.0",
        f"{OASIS}/saml-bindings-2.0-os.pdf",
    ),
    "saml-profiles": (
        "Profiles for SAML V2.0",
        f"{OASIS}/saml-profiles-2.0-os.pdf",
    ),
    "saml-metadata": (
        "Metadata for SAML V2.0",
        f"{OASIS}/saml-metadata-2.0-os.pdf",
    ),
    "saml2int": (
        "SAML V2.0 Deployment Profile for Federation Interoperability",
        "https://kantarainitiative.github.io/SAMLprofiles/saml2int.html",
    ),
}
OTHERS = {
    "saml-security": (
        "OWASP SAML Security Cheat Sheet",
        f"{CHEAT_SHEETS}/SAML_Security_Cheat_Sheet.html",
    ),
    "xxe": (
        "OWASP XML External Entity Prevention Cheat Sheet",
        f"{CHEAT_SHEETS}/XML_External_Entity_Prevention_Cheat_Sheet.html",
    ),
    "wandb": (
        "W&B Server: SSO",
        "https://docs.wandb.ai/guides/hosting/iam/sso",
    ),
    "wandb-server": (
        "W&B Server: advanced configuration",
        "https://docs.wandb.ai/guides/hosting/env-vars",
    ),
    "wandb-bare-metal": (
        "W&B Server: on-premises infrastructure",
        "https://docs.wandb.ai/guides/hosting/self-managed/bare-metal",
    ),
    "mysql": (
        "MySQL 8.0 Reference Manual",
        "https://dev.mysql.com/doc/refman/8.0/en/",
    ),
    "slack": (
        "Slack: Installing with OAuth",
        "https://docs.slack.dev/authentication/installing-with-oauth/",
    ),
    "slack-webhooks": (
        "Slack: Sending messages using incoming webhooks",
        "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
    ),
    "s3": (
        "Amazon S3 User Guide",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html",
    ),
    "s3-security": (
        "Security best practices for Amazon S3",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    ),
    "sqs": (
        "Amazon SQS Developer Guide",
        f"{SQS_GUIDE}/welcome.html",
    ),
    "sqs-security": (
        "Amazon SQS security best practices",
        f"{SQS_GUIDE}/sqs-security-best-practices.html",
    ),
    "iam": (
        "AWS Identity and Access Management User Guide",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html",
    ),
    "gcs-security": (
        "Best practices for Cloud Storage",
        "https://cloud.google.com/storage/docs/best-practices",
    ),
    "gcs-cors": (
        "Cloud Storage: cross-origin resource sharing",
        "https://cloud.google.com/storage/docs/cross-origin",
    ),
    "gcs-notifications": (
        "Cloud Storage: Pub/Sub notifications",
        "https://cloud.google.com/storage/docs/pubsub-notifications",
    ),
    "pubsub": (
        "Pub/Sub: subscription properties",
        "https://cloud.google.com/pubsub/docs/subscription-properties",
    ),
    "pubsub-security": (
        "Pub/Sub: access control",
        "https://cloud.google.com/pubsub/docs/access-control",
    ),
    "gcp-iam": (
        "Google Cloud IAM: service accounts",
        "https://cloud.google.com/iam/docs/service-account-permissions",
    ),
    "azure-security": (
        "Azure Storage: security recommendations for Blob storage",
        "https://learn.microsoft.com/azure/storage/blobs/security-recommendations",
    ),
    "azure-cors": (
        "Azure Storage: cross-origin resource sharing support",
        f"{AZURE_STORAGE}/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services",
    ),
    "event-grid": (
        "Azure Event Grid: event subscriptions",
        "https://learn.microsoft.com/azure/event-grid/subscription-creation-schema",
    ),
    "redis-security": (
        "Redis security",
        "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
    ),
    "redis-eviction": (
        "Redis: key eviction",
        "https://redis.io/docs/latest/develop/reference/eviction/",
    ),
    "kubernetes-secrets": (
        "Good practices for Kubernetes Secrets",
        "https://kubernetes.io/docs/concepts/security/secrets-good-practices/",
    ),
    "rfc6265bis": (
        "Cookies: HTTP State Management Mechanism (draft-ietf-httpbis-rfc6265bis)",
        "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis",
    ),
    "rfc8725bis": (
        "JSON Web Token Best Current Practices (draft-ietf-oauth-rfc8725bis)",
        "https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc8725bis",
    ),
    "google": (
        "Google: OpenID Connect",
        "https://developers.google.com/identity/openid-connect/openid-connect",
    ),
    "cognito": (
        "Amazon Cognito developer guide",
        "https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html",
    ),
    "keycloak": (
        "Keycloak, upgrading guide",
        "https://www.keycloak.org/docs/latest/upgrading/",
    ),
    "entra": (
        "Microsoft identity platform documentation",
        "https://learn.microsoft.com/entra/identity-platform/reply-url",
    ),
    "okta": (
        "Okta developer documentation",
        "https://developer.okta.com/docs/concepts/auth-servers/",
    ),
    "auth0": (
        "Auth0 Management API: get a client",
        "https://auth0.com/docs/api/management/v2/clients/get-clients-by-id",
    ),
    "wstg": (
        "OWASP Web Security Testing Guide",
        "https://owasp.org/www-project-web-security-testing-guide/latest/",
    ),
    "asvs": (
        "OWASP ASVS 5.0",
        "https://github.com/OWASP/ASVS/blob/v5.0.0_release/5.0/en/0x19-V10-OAuth-and-OIDC.md",
    ),
    "fetch": ("Fetch Standard", "https://fetch.spec.whatwg.org/"),
}


def cite(reference: str) -> Citation:
    """The citation of `name:section`, such as `core:3.1.3.7` or `rfc6749:4.1.2`.

    Raises ValueError for a name that is not known, with the names that are.
    """
    name, _, section = reference.partition(":")
    mark = f", section {section}" if section else ""
    known_ones = OPENID | SAML | OTHERS
    if name in known_ones:
        title, url = known_ones[name]
        return Citation(reference, title + mark, url)
    if name.startswith("rfc") and name[3:].isdigit():
        kind = "appendix" if section[:1].isalpha() else "section"
        anchor = f"#{kind}-{section}" if section else ""
        url = f"{RFC_EDITOR}/{name}{anchor}"
        return Citation(reference, f"RFC {name[3:]}{mark}", url)
    known = ", ".join([*known_ones, "rfcNNNN"])
    raise ValueError(f"unknown specification {name!r} in {reference!r}; known: {known}")
