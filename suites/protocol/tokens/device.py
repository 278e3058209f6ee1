"""A device that asks for tokens, and its user at a browser (RFC 8628)."""

from dataclasses import dataclass

from fakes.relying_party.authentication import Authentication
from fakes.user.browser import Browser, Landing
from fakes.user.fields import TEXT_TYPES
from fakes.user.forms import Form
from fakes.user.which_form import form_to_answer
from fakes.wire.client import Reply
from fakes.wire.purposes import Purpose
from suites.op.login import members_of, refusal_in_words
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import with_secret
from suites.protocol.clients.registration import newly_registered
from suites.protocol.tokens.grants import (
    other_party,
    own_grant,
    token_request,
)
from suites.verdicts.expect import (
    Document,
    Mismatch,
    NotApplicable,
    NotRun,
    expect_decided,
    expect_json_object,
    expect_status,
    presuming,
)

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
ENDPOINT = "device_authorization_endpoint"
WHERE = "device authorization response"
POLLED = "token response to a device"
NO_SUCH_DEVICE = "ssoproof-no-such-device-0123456789abcdefghij"
TOLD = {"error", "access_token", "id_token"}
MOST_PAGES = 4
METADATA = {"grant_types": [GRANT_TYPE], "response_types": []}
PUBLIC = METADATA | {"token_endpoint_auth_method": "none"}


@dataclass(frozen=True, slots=True)
class Device:
    """A device that waits: the client that it is, and its codes."""

    client: Op
    codes: Document

    def poll(self, client: Op | None = None) -> Reply:
        """The answer to the device, or to another client with its device_code."""
        with presuming():
            code = self.codes.string("device_code")
        return token_request(client or self.client, GRANT_TYPE, device_code=code)

    @property
    def user_code(self) -> str:
        with presuming():
            return self.codes.string("user_code")

    @property
    def page(self) -> str:
        """Where its user has to go."""
        with presuming():
            return self.codes.string("verification_uri")


def device_authorization(op: Op, proof: Authentication | None = None) -> Reply:
    """The answer to a device authorization request of the client; `proof` replaces its own."""
    headers, form = op.rp.authenticated({"scope": op.rp.scopes}, proof)
    url, purpose = op.endpoint(ENDPOINT), Purpose.DEVICE_AUTHORIZATION
    return op.http.send("POST", url, purpose=purpose, headers=headers, form=form)


@remembered
def first_device_authorization(op: Op) -> tuple[Op, Reply]:
    """A client that may be a device, and the answer to its first request; remembered.

    The target's client, or one that registers itself. Raises NotApplicable if neither may.
    """
    reply = device_authorization(op)
    if not refused_as_device(op, reply):
        return op, reply
    client = newly_registered(op, **PUBLIC)
    reply = device_authorization(client)
    refusal = refused_as_device(client, reply)
    if refusal:
        raise NotApplicable(f"No client may be a device: {refusal}.")
    return client, reply


def refused_as_device(client: Op, reply: Reply) -> str:
    """How the client is told that it may not be a device; empty if it is not.

    It may be that it gets codes, and hears it from the token endpoint (RFC 6749 section 5.2).
    """
    if 400 <= reply.status < 500:
        return refusal_in_words(reply)
    code = members_of(reply).get("device_code")
    polled = token_request(client, GRANT_TYPE, device_code=code) if isinstance(code, str) else reply
    refused = members_of(polled).get("error") == "unauthorized_client"
    return refusal_in_words(polled) if refused else ""


@remembered
def confidential_device_client(op: Op) -> Op:
    """A client that gets the codes of a device when it proves itself by its secret; remembered.

    The application if it may be a device and has a secret, else one that registers itself. Raises
    NotApplicable if neither may.
    """
    client = first_device_authorization(op)[0]
    # Some are told a secret, and are public all the same.
    if client.rp.proven_by == "none":
        client = with_secret(newly_registered(op, **METADATA))
    reply = device_authorization(client)
    refusal = refused_as_device(client, reply)
    if refusal:
        raise NotApplicable(f"No client with a secret may be a device: {refusal}.")
    with presuming():
        expect_status(reply, 200, where=WHERE)
    return client


def expect_no_codes(client: Op, proof: Authentication) -> None:
    """A device authorization request with a wrong `proof` is refused."""
    reply = device_authorization(client, proof)
    if 200 <= reply.status < 300 and "device_code" in members_of(reply):
        raise Mismatch("a refusal", f"HTTP {reply.status} with a device_code", WHERE)
    expect_decided(reply, "The device authorization endpoint")


def other_device_client(op: Op) -> Op:
    """Another client that may be a device, else another one that the provider knows."""
    if first_device_authorization(op)[0] is op:
        return other_party(op)
    return newly_registered(op, **PUBLIC, client_name="ssoproof other")


def device(op: Op, name: str) -> Device:
    """A device for one check, remembered under `name`. Raises NotRun."""
    client = first_device_authorization(op)[0]
    with presuming():
        return _waiting(client, name)


@remembered
def _waiting(client: Op, name: str) -> Device:
    reply = device_authorization(client)
    expect_status(reply, 200, where=WHERE)
    return Device(client, expect_json_object(reply, where=WHERE))


def presume_heard(waiting: Device, reply: Reply) -> None:
    """Raises NotRun if `reply` tells a device nothing, and another one is told as little.

    A page in front of the token endpoint answers alike to whatever device_code there is.
    """
    if TOLD.isdisjoint(members_of(reply)):
        unknown = token_request(waiting.client, GRANT_TYPE, device_code=NO_SUCH_DEVICE)
        if TOLD.isdisjoint(members_of(unknown)):
            raise NotRun(
                "Devices are told no error in JSON, not even for a device_code that nobody "
                f"issued: {refusal_in_words(unknown)}."
            )


def user_browser(op: Op) -> Browser:
    """The browser of somebody who has logged in, whose session may be spoiled."""
    own_grant(op, "user of a device")
    return op.provider.expendable_browser()


def code_form(landing: Landing) -> tuple[Form, str] | None:
    """The form that asks for a user code, and the name of its field; None if there is none."""
    for form in landing.forms:
        for field in form.fields:
            if field.type in TEXT_TYPES and field.name and "code" in field.label:
                return form, field.name
    return None


def approve(browser: Browser, landing: Landing, user_code: str) -> Landing:
    """Where it leads to type the code and to say yes to every page."""
    for _ in range(MOST_PAGES):
        form_and_field = code_form(landing)
        if form_and_field is not None:
            typed_in, name = form_and_field
            landing = browser.submit(typed_in, {name: user_code})
            continue
        form = form_to_answer(landing.forms, lambda url: browser.leaves(url, ""))
        if form is None or form.password or landing.reply.status >= 400:
            break
        landing = browser.submit(form.ticked(everything=True), {})
    return landing


@dataclass(frozen=True, slots=True)
class ApprovedDevice:
    """A device whose user agreed: what another client, the device, and again the device got."""

    by_another: Reply | None
    first: Reply
    again: Reply


@remembered
def approved_device(op: Op, other: Op | None = None) -> ApprovedDevice:
    """A device from its codes to its tokens, remembered; `other` may try before it."""
    name = "connected" if other is None else "connected after another"
    waiting, browser = device(op, name), user_browser(op)
    landing = browser.open(waiting.page, purpose=Purpose.DEVICE_PAGE)
    approve(browser, landing, waiting.user_code)
    foreign = waiting.poll(other) if other is not None else None
    return ApprovedDevice(foreign, waiting.poll(), waiting.poll())


def presume_pages_work(op: Op) -> None:
    """Raises NotRun if a device gets no tokens when its user agrees."""
    reply = approved_device(op).first
    if reply.status != 200:
        raise NotRun(f"Another check judges this first: {refusal_in_words(reply)}.")
