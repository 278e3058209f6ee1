"""docs/deployment.md: no row of the server's table without a check, no check without a row."""

from suites.checks.catalogue import catalogue
from suites.docs.deployment import OF_A_VARIABLE, OF_ALL, matching
from suites.docs.sections import SECTIONS, SERVER, checks_of_section
from suites.services.variables import VARIABLES

# The table of the server's documentation, and the key that its section on Azure names.
OF_THE_SERVER = (
    "LICENSE MYSQL BUCKET BUCKET_QUEUE NOTIFICATIONS_QUEUE AWS_REGION HOST OIDC_ISSUER "
    "OIDC_CLIENT_ID OIDC_AUTH_METHOD SLACK_CLIENT_ID SLACK_SECRET LOCAL_RESTORE REDIS "
    "LOGGING_ENABLED AZURE_STORAGE_KEY"
)


def test_every_variable_of_the_server_is_read_and_judged() -> None:
    assert set(VARIABLES) == set(OF_THE_SERVER.split())
    assert [name for name in VARIABLES if not matching(OF_A_VARIABLE[name])] == []


# Its headings in their order.
SECTIONS_OF_THE_SERVER = [
    "Configuration as code", "Host Configuration", "SSO & Authentication", "Open ID Connect",
    "Setting up with AWS Cognito", "Setting up with Okta", "File Storage", "Amazon Web Services",
    "Google Cloud Platform", "Azure", "Create a Storage Account", "Creating the blob container",
    "Creating the Queue", "Configure W&B Server", "Advanced Reliability Settings", "Redis",
    "Configuring REDIS in the W&B server", "Slack", "Creating the Slack application",
    "Configuring the Slack application", "Register your Slack application with W&B",
]  # fmt: skip


def test_every_section_of_the_server_is_judged_and_every_citation_is_of_one() -> None:
    assert list(SECTIONS) == SECTIONS_OF_THE_SERVER
    assert [section for section in SECTIONS if not checks_of_section(section)] == []
    cited = {spec.reference for check in catalogue("deployment").values() for spec in check.spec}
    own = {one.partition(":")[2] for one in cited if one.startswith(f"{SERVER}:")}
    assert own <= set(SECTIONS)
    globs = [glob for patterns in SECTIONS.values() for glob in patterns]
    assert [glob for glob in globs if not matching([glob])] == []


def test_every_check_stands_on_the_page_and_every_pattern_finds_one() -> None:
    patterns = [*OF_ALL, *(glob for globs in OF_A_VARIABLE.values() for glob in globs)]
    assert set(matching(patterns)) == set(catalogue("deployment"))
    assert [glob for glob in patterns if not matching([glob])] == []
