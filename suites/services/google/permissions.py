"""What a judge has to be allowed in Google Cloud, as roles to give."""

READING = (
    "storage.buckets.get",
    "pubsub.topics.get",
    "pubsub.topics.getIamPolicy",
    "pubsub.subscriptions.get",
)
WRITING = (
    "storage.objects.delete",
    "pubsub.topics.attachSubscription",
    "pubsub.subscriptions.create",
    "pubsub.subscriptions.consume",
    "pubsub.subscriptions.delete",
)


def judges_roles(*, writes: bool) -> str:
    """Commands of gcloud that give what a judge needs; `writes` is for checks that are stateful."""
    role, name = ("ssoproofWriter" if writes else "ssoproofReader"), "--project=PROJECT"
    permissions = ",".join(WRITING if writes else READING)
    given = f"--member=user:JUDGE --role=projects/PROJECT/roles/{role}"
    lines = [
        f"gcloud iam roles create {role} {name} --permissions={permissions}",
        f"gcloud projects add-iam-policy-binding PROJECT {given}",
    ]
    if not writes:
        lines.append(
            "gcloud iam service-accounts add-iam-policy-binding NODE_EMAIL --member=user:JUDGE "
            "--role=roles/iam.serviceAccountTokenCreator"
        )
    return "\n".join(lines)
