"""Devices without a browser: RFC 8628."""

import math

from fakes.relying_party.authentication import by_id
from fakes.user.browser import Browser
from fakes.user.forms import Form, visible_text
from fakes.wire.client import Reply
from fakes.wire.errors import Busy
from fakes.wire.purposes import Purpose
from suites.checks.check import check
from suites.checks.words import HIGH, LOW, MAY, MEDIUM, MUST, NOISY, SHOULD, STATEFUL
from suites.op.memory import remembered
from suites.op.op import Op
from suites.protocol.clients.authentication import with_other_secret
from suites.protocol.signatures.id_tokens import json_type_of
from suites.protocol.tokens.device import (
    POLLED,
    WHERE,
    approved_device,
    code_form,
    confidential_device_client,
    device,
    expect_no_codes,
    first_device_authorization,
    other_device_client,
    presume_heard,
    presume_pages_work,
    user_browser,
)
from suites.protocol.tokens.exchanges import ALPHABETS, expect_error, expect_unguessable
from suites.protocol.tokens.grants import expect_tokens
from suites.protocol.tokens.refusals import expect_refused_exchange, expect_token_error
from suites.verdicts.expect import (
    NotApplicable,
    NotRun,
    OutOfReach,
    expect,
    expect_in,
    expect_json_object,
    expect_status,
    presuming,
)

VENDOR = "Report to the provider's maker: this belongs to the device flow."
AUTHENTICATE = "Authenticate clients at the device authorization endpoint as at the token endpoint."
LETTERS_ALONE = 20
LEAST_BITS = 26
WRONG_CODES = 12


@check(
    "device/response",
    spec="rfc8628:3.2",
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs="device",
)
def test_a_device_gets_its_codes_and_the_place_to_type_them(op: Op) -> None:
    """The device has nothing to show to its user."""
    reply = first_device_authorization(op)[1]
    expect_status(reply, 200, where=WHERE)
    codes = expect_json_object(reply, where=WHERE)
    for name in ("device_code", "user_code", "verification_uri"):
        codes.string(name)
    value = codes["expires_in"]
    right = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    expect(right, "a positive number", json_type_of(value), where=f"{WHERE}, expires_in")


@check(
    "device/code-entropy",
    spec=["rfc6749:10.10", "rfc8628:5.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider issue longer random device codes.",
    needs="device",
)
def test_the_device_code_cannot_be_guessed(op: Op) -> None:
    """Whoever guesses one gets the tokens that a user grants to his device."""
    with presuming():
        code = device(op, "hasty").codes.string("device_code")
    expect_unguessable(code, where=f"{WHERE}, device_code")


@check(
    "device/user-code-entropy",
    spec=["rfc8628:5.1", "rfc8628:6.1"],
    level=SHOULD,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Let the provider issue user codes of eight characters or more.",
    needs="device",
)
def test_the_user_code_is_hard_to_guess(op: Op) -> None:
    """Whoever guesses the code of somebody else's device connects it to an account of his own."""
    code = device(op, "hasty").user_code.replace("-", "").replace(" ", "")
    digits = set(code) <= set(ALPHABETS[0])
    bits = len(code) * math.log2(10 if digits else LETTERS_ALONE)
    words = f"{LEAST_BITS} bits, such as eight digits"
    expect(bits >= LEAST_BITS, words, f"{bits:.0f} bits", where=f"{WHERE}, user_code")


@check(
    "device/pending",
    spec="rfc8628:3.5",
    level=MUST,
    severity=MEDIUM,
    remedy="Answer a device whose user has not decided yet with authorization_pending.",
    needs="device",
)
def test_a_device_is_told_to_wait_until_its_user_has_agreed(op: Op) -> None:
    """Any other answer ends the program of the device, or gives it what nobody granted."""
    reply = first_poll(op)
    presume_heard(device(op, "hasty"), reply)
    expect_error(reply, "authorization_pending", "slow_down")


@remembered
def first_poll(op: Op) -> Reply:
    """The answer to a device whose user did nothing yet."""
    return device(op, "hasty").poll()


@check(
    "device/slow-down",
    spec="rfc8628:3.5",
    level=MAY,
    severity=LOW,
    remedy="Answer a device that asks too often with slow_down.",
    needs="device",
)
def test_a_device_that_asks_too_often_is_told_to_slow_down(op: Op) -> None:
    """Devices with a mistake keep the provider busy."""
    first = first_poll(op)
    with presuming():
        expect_token_error(first, "authorization_pending", "slow_down")
        told = expect_json_object(device(op, "hasty").poll(), where=POLLED).get("error")
    expect_in(told, ["slow_down"], where=f"{POLLED} that polls at once again, error")


@check(
    "device/confirmation",
    spec=["rfc8628:3.3.1", "rfc8628:5.4"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the page of the device flow ask the user to confirm the code of a link too.",
    needs="device",
)
def test_a_link_with_the_user_code_connects_nothing_by_itself(op: Op) -> None:
    """Whoever gets a user to click connects a device of his own to the user's account."""
    presume_pages_work(op)
    waiting = device(op, "link")
    link = waiting.codes.get("verification_uri_complete")
    if not isinstance(link, str):
        raise NotApplicable("The response has no verification_uri_complete, which is optional.")
    user_browser(op).open(link, purpose=Purpose.DEVICE_PAGE)
    expect_refused_exchange(waiting.poll())


@check(
    "device/tokens",
    spec=["rfc8628:3.5", "rfc6749:5.1"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy=VENDOR,
    needs=["device", "code"],
)
def test_a_device_gets_its_tokens_when_its_user_has_agreed(op: Op) -> None:
    """The user did everything right, and the device knows nothing of it."""
    expect_tokens(approved_device(op).first, POLLED).string("access_token")


@check(
    "device/other-client",
    spec=["rfc8628:3.4", "rfc6749:5.2"],
    level=MUST,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the token endpoint take a device_code only from the client that it is for.",
    needs=["device", "code"],
)
def test_a_device_code_gives_nothing_to_another_client(op: Op) -> None:
    """A code that leaks to another application logs it in as the user of the device."""
    presume_pages_work(op)
    reply = approved_device(op, other_device_client(op)).by_another
    if reply is None:
        raise NotRun("No other client asked.")
    expect_refused_exchange(reply)


@check(
    "device/single-use",
    spec=["rfc8628:3.4", "rfc6749:10.5"],
    level=SHOULD,
    severity=HIGH,
    run_class=STATEFUL,
    remedy="Let the provider mark a device_code as used when it gave its tokens.",
    needs=["device", "code"],
)
def test_a_device_code_works_once(op: Op) -> None:
    """Whoever finds a used code in a log of the device gets tokens for it."""
    presume_pages_work(op)
    expect_refused_exchange(approved_device(op).again)


@check(
    "device/without-authentication",
    spec=["rfc8628:3.1", "rfc6749:3.2.1", "asvs:10.4.10"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=AUTHENTICATE,
    needs="device",
)
def test_a_confidential_client_gets_no_device_codes_without_authentication(op: Op) -> None:
    """Anybody asks the users of the application to connect a device in its name."""
    client = confidential_device_client(op)
    expect_no_codes(client, by_id(client.target.client_id))


@check(
    "device/wrong-secret",
    spec=["rfc8628:3.1", "rfc6749:3.2.1", "asvs:10.4.10"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy=AUTHENTICATE,
    needs="device",
)
def test_a_confidential_client_gets_no_device_codes_with_a_wrong_secret(op: Op) -> None:
    """Anybody asks the users of the application to connect a device in its name."""
    client = confidential_device_client(op)
    expect_no_codes(client, with_other_secret(client, "ssoproof-no-such-secret"))


@check(
    "device/expiry",
    spec=["rfc8628:3.2", "rfc8628:3.5"],
    level=MUST,
    severity=MEDIUM,
    run_class=STATEFUL,
    remedy="Answer a device whose codes are older than expires_in with expired_token.",
    needs="device",
)
def test_a_device_code_expires_as_it_was_told(op: Op) -> None:
    """A forgotten code can be confirmed by mistake at any time."""
    waiting = device(op, "expired")
    told = waiting.codes.get("expires_in")
    if isinstance(told, bool) or not isinstance(told, int | float) or told <= 0:
        raise NotRun("Another check judges this first: expires_in is no number of seconds.")
    if told >= op.target.clock.patience_s:
        raise OutOfReach(f"The codes live {told:g} s, which is too long to wait for.")
    with op.target.clock.ahead(told + 1):
        reply = waiting.poll()
    presume_heard(waiting, reply)
    expect_error(reply, "expired_token", "invalid_grant")


@check(
    "device/brute-force",
    spec="rfc8628:5.1",
    level=SHOULD,
    severity=HIGH,
    run_class=NOISY,
    remedy="Let the page of the device flow slow down, or stop, whoever types wrong codes.",
    needs=["device", "code"],
)
def test_whoever_types_wrong_user_codes_is_slowed_down(op: Op) -> None:
    """A short code is found by trying, and connects somebody else's device."""
    presume_pages_work(op)
    browser, page = user_browser(op), device(op, "hasty").page
    form_and_field = code_form(browser.open(page, purpose=Purpose.DEVICE_PAGE))
    if form_and_field is None:
        raise NotRun("The page of the device flow has no form that asks for a code.")
    try:
        shown = [
            typed(browser, form_and_field, f"BCDF{number:04}") for number in range(WRONG_CODES)
        ]
    except Busy:
        return
    expect(shown[-1] != shown[0], "another answer", "the same one", where="wrong user codes")


def typed(browser: Browser, form_and_field: tuple[Form, str], wrong: str) -> tuple[int, str]:
    """What somebody sees who types a wrong code, the code left out."""
    form, name = form_and_field
    landing = browser.submit(form, {name: wrong})
    return landing.reply.status, visible_text(landing.text).replace(wrong, "")
