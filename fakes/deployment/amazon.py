"""One account of AWS: S3, SQS, IAM and STS as moto has them, and what it lacks.

moto is asked in this process and patched into nothing. It judges no pre-flight as S3 does, gives
everybody everything, and has no SimulatePrincipalPolicy: these are ours.
"""

import json
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import escape

from starlette.responses import Response

from fakes.wire.amazon import NO_ENDPOINTS, ReadBody, unconfigured
from fakes.wire.request import Request

SIGNED = ("authorization", "x-amz-signature")
SIMULATED = """<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>{rows}
</EvaluationResults></SimulatePrincipalPolicyResult>
<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>"""
ROW = """<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{resource}\
</EvalResourceName><EvalDecision>{decision}</EvalDecision></member>"""
Statement = dict[str, Any]
Rule = dict[str, list[str]]


class Amazon:
    """What boto3 creates in an account, and what HTTP is answered."""

    def __init__(self, account: str) -> None:
        from moto.core.botocore_stubber import BotocoreStubber

        self.account = account
        self._process = BotocoreStubber().process_request

    def close(self) -> None:
        """Forgets the account."""
        from moto.backends import get_backend

        for service in ("s3", "sqs", "iam", "sts"):
            backend: Any = get_backend(service)
            for one in backend.pop(self.account, {}).values():
                one.reset()

    def client(self, service: str, region: str) -> Any:
        """A client of boto3 that is answered in this process."""
        from botocore.config import Config

        client = unconfigured().client(
            service,
            region_name=region,
            aws_access_key_id="embedded",
            aws_secret_access_key="embedded",  # noqa: S106 - of a fake
            config=Config(**NO_ENDPOINTS),
        )
        client.meta.events.register("before-send", self._answer_boto)
        return client

    def _answer_boto(self, request: Any, **_: Any) -> Any:
        from botocore.awsrequest import AWSResponse
        from botocore.compat import HTTPHeaders

        status, headers, body = self._asked(
            request.method, request.url, request.headers, request.body
        )
        raw = ReadBody(body)
        return AWSResponse(request.url, status, HTTPHeaders.from_dict(headers), raw)

    def answer(self, request: Request) -> Response:
        """The answer to a request that came over HTTP."""
        query = f"?{urlencode(request.query)}" if request.query else ""
        told = self._asked(request.method, request.url + query, request.headers, request.body)
        status, headers, body = told
        kept = {name: value for name, value in headers.items() if name.lower() != "content-length"}
        return Response(body, status, kept)

    def _asked(self, method: str, url: str, headers: Any, body: Any) -> Any:
        from botocore.awsrequest import AWSPreparedRequest
        from botocore.compat import HTTPHeaders

        sent = HTTPHeaders.from_dict(dict(headers.items()))
        sent["x-moto-account-id"] = self.account
        answer = self._process(AWSPreparedRequest(method, url, sent, body or b"", False))
        if answer is None:
            raise LookupError(f"moto knows nobody who answers for {urlsplit(url).hostname}")
        status, told, text = answer
        content = text.encode() if isinstance(text, str) else text
        return status, {str(name): str(value) for name, value in told.items()}, content


def is_signed(request: Request) -> bool:
    """Whether a request has credentials, in its headers or in its URL."""
    names = {*request.headers, *(name.lower() for name, _ in request.query)}
    return not names.isdisjoint(SIGNED)


def matching_rule(rules: list[Rule], origin: str, method: str, headers: list[str]) -> Rule | None:
    """The first CORS rule that allows a request, as S3 chooses it."""
    for rule in rules:
        known = [one.lower() for one in rule.get("AllowedHeaders", [])]
        if (
            any(fnmatchcase(origin, one) for one in rule["AllowedOrigins"])
            and method in rule["AllowedMethods"]
            and all(any(fnmatchcase(one.lower(), glob) for glob in known) for one in headers)
        ):
            return rule
    return None


def preflight_answer(rules: list[Rule], request: Request) -> Response:
    """The answer of S3 to a pre-flight request."""
    origin = request.headers.get("origin", "")
    method = request.headers.get("access-control-request-method", "")
    asked = request.headers.get("access-control-request-headers", "")
    names = [one.strip() for one in asked.split(",") if one.strip()]
    rule = matching_rule(rules, origin, method, names)
    if rule is None:
        return Response("<Error><Code>AccessForbidden</Code></Error>", 403)
    allowed = {
        "access-control-allow-origin": "*" if "*" in rule["AllowedOrigins"] else origin,
        "access-control-allow-methods": ", ".join(rule["AllowedMethods"]),
        "access-control-allow-headers": asked,
    }
    return Response("", 200, {name: value for name, value in allowed.items() if value})


def simulated(statements: list[Statement], form: dict[str, str]) -> Response:
    """What SimulatePrincipalPolicy says of actions on resources, by the statements of a role."""
    actions = [form[key] for key in sorted(form) if key.startswith("ActionNames.member.")]
    resources = [form[key] for key in sorted(form) if key.startswith("ResourceArns.member.")]
    rows = "".join(
        ROW.format(
            action=escape(action),
            resource=escape(resource),
            decision="allowed" if is_allowed(statements, action, resource) else "implicitDeny",
        )
        for action in actions
        for resource in resources or ["*"]
    )
    return Response(SIMULATED.format(rows=rows), 200, media_type="text/xml")


def is_allowed(statements: list[Statement], action: str, resource: str) -> bool:
    """Whether a statement allows an action on a resource."""
    return any(
        any(fnmatchcase(action, glob) for glob in one["Action"])
        and any(fnmatchcase(resource, glob) for glob in one["Resource"])
        for one in statements
    )


def document(statements: list[Statement]) -> str:
    """A policy as text."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
