"""Who may publish to the topic, by its policy and by those that it inherits."""

from collections.abc import Iterator

from suites.op.memory import remembered
from suites.services.clouds.reading import Told, objects_listed, part, text, texts
from suites.services.deployment import Deployment
from suites.services.google.api import RefusedByApi, answer_of_google
from suites.services.google.credentials import emulator_of
from suites.services.google.pubsub import queue_parts, topic_name, topic_resource
from suites.verdicts.expect import Mismatch, NotApplicable, NotRun, presuming

EVERYBODY = ("allUsers", "allAuthenticatedUsers")
PUBLISHING = frozenset((
    "roles/pubsub.publisher", "roles/pubsub.editor", "roles/pubsub.admin", "roles/editor",
    "roles/owner",
))  # fmt: skip
# Roles that a service agent of Cloud Storage often has, and by which nobody publishes.
OTHERS = (
    "roles/pubsub.viewer", "roles/pubsub.subscriber", "roles/viewer", "roles/browser",
    "roles/storage.", "roles/cloudkms.",
)  # fmt: skip
ARRIVES = "google/event"
WHERE = "policies of the topic, of its project and above it"


def expect_publisher(deployment: Deployment, agent: str) -> None:
    """A role lets `agent`, a member of policies, publish to the topic.

    Raises Mismatch if nothing can let it, NotRun where something that is not read may.
    """
    if emulator_of(deployment, "pubsub"):
        raise NotApplicable("An emulator lets everybody publish.")
    found: list[str] = []
    unclear: list[str] = []
    for bindings in policies(deployment):
        own = [one for one in bindings if {agent, *EVERYBODY} & set(texts(one, "members"))]
        sure = [text(one, "role") for one in own if not part(one, "condition")]
        if PUBLISHING.intersection(sure):
            return
        found += sure
        unclear += [one for one in map(as_it_may_be, own) if one] + for_groups(bindings)
    if unclear:
        told = f"{', '.join(unclear)}: whether that lets {agent} publish is not told here"
        raise NotRun(f"{told}. --allow stateful tries it.", judge=ARRIVES)
    told = f"{', '.join(found)} alone" if found else "no role for it"
    raise Mismatch(f"roles/pubsub.publisher for {agent}", told, WHERE)


def as_it_may_be(binding: Told) -> str:
    """A role that may let somebody publish: a custom one, or one on a condition; empty if not."""
    role = text(binding, "role")
    if part(binding, "condition"):
        return f"{role} on a condition" if role in PUBLISHING else ""
    return "" if role.startswith(OTHERS) else role


def for_groups(bindings: list[Told]) -> list[str]:
    """Roles of Pub/Sub by which a group publishes: who is in it is not told."""
    return [
        f"{text(one, 'role')} for {member}"
        for one in bindings
        if text(one, "role") in PUBLISHING and text(one, "role").startswith("roles/pubsub.")
        for member in texts(one, "members")
        if member.startswith(("group:", "domain:", "principalSet:"))
    ]


def policies(deployment: Deployment) -> Iterator[list[Told]]:
    """The bindings of the topic, of its project, and of what that is in. Raises NotRun."""
    yield topic_policy(deployment)
    project, _, _ = queue_parts(deployment)
    yield bindings_at(deployment, f"v1/projects/{project}", "projects")
    told = answer_of_google(
        deployment,
        "POST",
        "cloudresourcemanager",
        f"v1/projects/{project}:getAncestry",
        action="resourcemanager.projects.get",
        body={},
    )
    for one in objects_listed(told, "ancestor"):
        kind, name = (text(part(one, "resourceId"), member) for member in ("type", "id"))
        if kind in ("folder", "organization") and name.isdigit():
            yield bindings_at(deployment, f"v3/{kind}s/{name}", f"{kind}s")


@remembered
def topic_policy(deployment: Deployment) -> list[Told]:
    """The bindings of the topic's policy. Raises NotRun."""
    with presuming():
        topic_resource(deployment)
    told = answer_of_google(
        deployment,
        "GET",
        "pubsub",
        f"v1/{topic_name(deployment)}:getIamPolicy",
        action="pubsub.topics.getIamPolicy",
    )
    return objects_listed(told, "bindings")


def bindings_at(deployment: Deployment, path: str, kind: str) -> list[Told]:
    """The bindings that a project, a folder or an organization passes on. Raises NotRun."""
    action = f"resourcemanager.{kind}.getIamPolicy"
    try:
        told = answer_of_google(
            deployment,
            "POST",
            "cloudresourcemanager",
            f"{path}:getIamPolicy",
            action=action,
            body={},
            refused=[403],
        )
    except RefusedByApi as error:
        told_by = f"{action} was refused: {error}. What is inherited is not known"
        raise NotRun(f"{told_by}; --allow stateful tries it.", judge=ARRIVES) from None
    return objects_listed(told, "bindings")
