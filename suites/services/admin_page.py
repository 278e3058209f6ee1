"""What the page `/system-admin` of W&B Server would show of the variables, for a person."""

from suites.services.sources import deployments
from suites.targets.sources import Wanted

# The words of the page, where the server's documentation tells them, and the variable of each.
FIELDS = {
    "Frontend Host": "HOST",
    "License": "LICENSE",
    "File Storage Bucket": "BUCKET",
    "File Storage Region (AWS only)": "AWS_REGION",
    "Notification Subscription": "BUCKET_QUEUE",
    "OIDC Issuer": "OIDC_ISSUER",
    "OIDC Client ID": "OIDC_CLIENT_ID",
    "OIDC Auth Method": "OIDC_AUTH_METHOD",
    "Slack Client ID": "SLACK_CLIENT_ID",
    "Slack Secret": "SLACK_SECRET",
    "Redis connection string": "REDIS",
}


def system_admin(wanted: Wanted) -> str:
    """The fields of the page for each deployment of a run, secrets by whether they are set.

    Raises SettingsError.
    """
    told = []
    for source in deployments(wanted):
        target, close = source.open()
        shown = target.settings
        close()
        rows = [f"{label:32}{shown.get(name, 'not set')}" for label, name in FIELDS.items()]
        told.append("\n".join((f"# {target.name}: /system-admin", *rows)))
    return "\n\n".join(told)
