"""Endpoints that take requests in other methods and other shapes than they should."""

import json
from dataclasses import replace
from email import message_from_string

from starlette.responses import PlainTextResponse, Response

from fakes.faults import fault
from fakes.faults.homes import Reference
from fakes.wire.request import FORM, Pairs, Request


def as_form(request: Request, form: Pairs) -> Request:
    """The request as if its parameters had come as a form."""
    return replace(request, form=form, headers=request.headers | {"content-type": FORM})


@fault(caught_by=["token/json-body"])
class TokensForJson(Reference):
    """The token endpoint takes its parameters as JSON too."""

    def token(self, request: Request) -> Response:
        try:
            told = json.loads(request.body)
        except ValueError:
            told = None
        if isinstance(told, dict):
            request = as_form(request, [(name, str(value)) for name, value in told.items()])
        return super().token(request)


@fault(caught_by=["token/multipart-body"])
class TokensForParts(Reference):
    """The token endpoint takes its parameters as a multipart body too."""

    def token(self, request: Request) -> Response:
        kind = request.headers.get("content-type", "")
        if kind.startswith("multipart/"):
            message = message_from_string(f"Content-Type: {kind}\n\n{request.body.decode()}")
            parts = [part for part in message.walk() if not part.is_multipart()]
            names = [str(part.get_param("name", header="content-disposition")) for part in parts]
            values = [str(part.get_payload()).strip() for part in parts]
            request = as_form(request, list(zip(names, values, strict=True)))
        return super().token(request)


@fault(caught_by=["token/text-body"])
class TokensForText(Reference):
    """The token endpoint takes its parameters as lines of text too."""

    def token(self, request: Request) -> Response:
        if request.headers.get("content-type") == "text/plain":
            lines = [line.partition("=") for line in request.body.decode().splitlines()]
            request = as_form(request, [(name, value) for name, _, value in lines])
        return super().token(request)


@fault(caught_by=["authorization/head-asks-too"])
class HeadIsAnAnswer(Reference):
    """HEAD is taken for the answer of a user who was asked."""

    def answer(self, request: Request) -> Response:
        if request.method == "HEAD" and request.url == self.endpoints["authorization"]:
            kept = [pair for pair in request.query if pair[0] != "prompt"]
            request = replace(request, method="GET", query=kept)
        return super().answer(request)


@fault(caught_by=["authorization/other-methods"])
class AnyMethodLogsIn(Reference):
    """The authorization endpoint reads its URL, whatever the method."""

    def answer(self, request: Request) -> Response:
        odd = request.method not in ("GET", "POST", "HEAD", "OPTIONS", "TRACE")
        if odd and request.url == self.endpoints["authorization"]:
            request = replace(request, method="GET")
        return super().answer(request)


@fault(caught_by=["transport/trace-refused"])
class TraceAnswered(Reference):
    """TRACE sends every request back."""

    def answer(self, request: Request) -> Response:
        if request.method == "TRACE":
            return PlainTextResponse(repr(request.headers), media_type="message/http")
        return super().answer(request)


@fault(caught_by=["token/method-override"])
class MethodFromAHeader(Reference):
    """A header makes a POST of a GET."""

    def answer(self, request: Request) -> Response:
        told = request.headers.get("x-http-method-override")
        if told and request.method == "GET":
            request = as_form(replace(request, method=told, query=[]), request.query)
        return super().answer(request)
