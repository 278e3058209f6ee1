"""Who may publish to a topic of Google Cloud, by roles and policies of several kinds."""

from functools import partial

import pytest
from starlette.responses import JSONResponse, Response

from fakes.deployment.google.deployment import Google
from fakes.wire.request import Request
from suites.harness.given.deployments.clouds import deployed_in, judged_in

deployed = partial(deployed_in, "google")
judged = partial(judged_in, "google")


class GrantedByProject(Google):
    """The policy of the project lets Cloud Storage publish, and not that of the topic."""

    def topic_policy(self) -> list[dict[str, object]]:
        return []

    def project_policy(self) -> list[dict[str, object]]:
        return [{"role": "roles/editor", "members": [f"serviceAccount:{self.agent}"]}]


class GrantedByOrganization(GrantedByProject):
    """The policy of the organization lets it publish."""

    def project_policy(self) -> list[dict[str, object]]:
        return []

    def organization_policy(self) -> list[dict[str, object]]:
        return super().project_policy()


class OrganizationUnknown(GrantedByOrganization):
    """The policy of the organization may not be read."""

    def answer(self, request: Request) -> Response:
        if "/organizations/" in request.url:
            return JSONResponse({"error": {"code": 403, "message": "no"}}, 403)
        return super().answer(request)


def having(role: str, member: str = "", **more: object) -> type:
    """A topic whose policy gives the service agent, or somebody else, one role."""

    class Having(Google):
        def topic_policy(self) -> list[dict[str, object]]:
            return [{"role": role, "members": [member or f"serviceAccount:{self.agent}"], **more}]

    return Having


class ProjectUnknown(GrantedByProject):
    """The policy of the project may not be read."""

    def answer(self, request: Request) -> Response:
        if "cloudresourcemanager" in request.url:
            return JSONResponse({"error": {"code": 403, "message": "no"}}, 403)
        return super().answer(request)


PUBLISHERS = {
    "the project": (GrantedByProject, "PASSED"),
    "the organization": (GrantedByOrganization, "PASSED"),
    "a project that is not read": (ProjectUnknown, "NOT_RUN"),
    "an organization that is not read": (OrganizationUnknown, "NOT_RUN"),
    "another role": (having("roles/pubsub.editor"), "PASSED"),
    "everybody": (having("roles/pubsub.publisher", "allUsers"), "PASSED"),
    "a custom role": (having("projects/wandb-prod/roles/publishesEvents"), "NOT_RUN"),
    "a condition": (having("roles/pubsub.publisher", condition={"expression": "no"}), "NOT_RUN"),
    "a group": (having("roles/pubsub.publisher", "group:agents@mycompany.com"), "NOT_RUN"),
    "a role for keys": (having("roles/cloudkms.cryptoKeyEncrypterDecrypter"), "FAILED"),
    "a role to look": (having("roles/pubsub.viewer"), "FAILED"),
    "somebody else": (having("roles/owner", "user:admin@mycompany.com"), "FAILED"),
}


@pytest.mark.parametrize("name", PUBLISHERS)
def test_who_may_publish_is_told_by_the_roles_that_let_it(name: str) -> None:
    mixin, outcome = PUBLISHERS[name]
    with deployed(mixin) as deployment:
        assert judged(deployment)["google/bucket-may-publish"].outcome == outcome
