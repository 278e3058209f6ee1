"""The sections of the server's documentation, in its order, and the checks that judge each."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from suites.checks.catalogue import catalogue
from suites.checks.check import Check

SERVER = "wandb-server"
# The checks of a section are those that cite it, and those of these patterns.
SECTIONS: dict[str, tuple[str, ...]] = {
    "Configuration as code": (),
    "Host Configuration": ("setting/host*",),
    "SSO & Authentication": ("license/*", "setting/oidc-*", "identity/*"),
    "Open ID Connect": (),
    "Setting up with AWS Cognito": (),
    "Setting up with Okta": (),
    "File Storage": (),
    "Amazon Web Services": (),
    "Google Cloud Platform": (),
    "Azure": (),
    "Create a Storage Account": ("azure/key", "azure/public-access", "azure/secure-transfer"),
    "Creating the blob container": ("azure/container*", "azure/cors*", "azure/preflight"),
    "Creating the Queue": ("azure/queue*", "azure/event*"),
    "Configure W&B Server": ("setting/azure-key*",),
    "Advanced Reliability Settings": ("setting/redis*", "cache/*"),
    "Redis": (),
    "Configuring REDIS in the W&B server": (),
    "Slack": ("setting/slack*", "chat/*"),
    "Creating the Slack application": ("chat/client",),
    "Configuring the Slack application": (),
    "Register your Slack application with W&B": (),
}


def checks_of_section(section: str) -> Mapping[str, Check]:
    """The checks of the suite that judge what a section asks for, by their ids."""
    patterns, cited = SECTIONS[section], f"{SERVER}:{section}"
    return {
        one: check
        for one, check in catalogue("deployment").items()
        if any(spec.reference == cited for spec in check.spec)
        or any(fnmatchcase(one, glob) for glob in patterns)
    }
