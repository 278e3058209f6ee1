"""What an exchange is for, and who sent it: one list, by which page and controls go."""

import ast
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from fakes.running import RunningFake
from fakes.user.login import FormDriver
from fakes.wire.purposes import LOADED, Purpose, loaded
from reports.page import html
from reports.run.reading import first_complaint
from suites.harness.given.registrations import judged, registered
from suites.harness.given.report_samples import as_written, run
from suites.op.controls import refusal_kind
from suites.op.op import Op
from suites.protocol.tokens import device
from suites.protocol.tokens.grants import authenticated_request, unauthenticated_request
from suites.targets.embedded import target_of

ROOT = Path(__file__).parents[3]
LIST = "fakes/wire/purposes.py"


@cache
def code() -> list[tuple[str, ast.AST]]:
    """Every part of the files that know a purpose, with its file; the list itself is left out."""
    files = [path for room in ("fakes", "suites", "bench") for path in (ROOT / room).rglob("*.py")]
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files}
    return [
        (file, node)
        for file, text in texts.items()
        if "purpose" in text and file != LIST
        for node in ast.walk(ast.parse(text))
    ]


def test_no_purpose_is_a_text_of_its_own() -> None:
    """A word that is not in the list has no sender."""
    passed = [
        (file, node.value)
        for file, node in code()
        if isinstance(node, ast.keyword) and node.arg == "purpose"
    ]
    assert len(passed) > 50
    texts = (ast.Constant, ast.JoinedStr)
    assert not [(file, ast.unparse(value)) for file, value in passed if isinstance(value, texts)]


def test_the_list_has_what_the_code_uses_and_nothing_else() -> None:
    """Chromium's words for what pages load come from outside; no code of ours names them."""
    named = {
        node.attr
        for file, node in code()
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Purpose"
        if not file.startswith("suites/harness/")
    }
    of_chromium = {one.name for one in (*LOADED, Purpose.OTHER)}
    assert named | of_chromium == set(Purpose.__members__)


def test_an_unknown_purpose_is_told_with_the_known_ones_and_not_sent() -> None:
    misspelt: Any = "token reqest"
    with registered("reference") as op:
        with pytest.raises(TypeError, match=r"'token reqest' is no Purpose.*TOKEN_REQUEST"):
            op.http.send("GET", op.discovery_url, purpose=misspelt)
        assert not op.journal.entries


def shown(entry: Any) -> str:
    """Who spoke to whom and what for, as the page tells it of a recorded exchange."""
    sample = run(3, outcomes={"FAILED": 1})
    first = sample["exchanges"][0]
    sample["exchanges"] = [entry | {"id": first["id"], "target": first["target"]}]
    sample["findings"] = [one for one in sample["findings"] if first["id"] in one["exchanges"]][:1]
    written = as_written(sample)
    assert first_complaint(written) == ""
    found = LexborHTMLParser(html.page(written)).css(".parties")
    assert len(found) == 1
    return " ".join(found[0].text().split())


def shown_of(op: Op) -> list[str]:
    """What the page tells of all exchanges of `op`; a fake's own host is called OP."""
    return [
        shown(one).replace(urlsplit(op.target.issuer).netloc, "OP") for one in op.journal.entries
    ]


def test_a_device_and_the_page_of_its_user_are_two_parties() -> None:
    with registered("reference") as op:
        device.device_authorization(op)
        op.new_browser().open(f"{op.target.issuer}/device", purpose=Purpose.DEVICE_PAGE)
        told = shown_of(op)
    assert "relying party → OP device authorization" in told
    assert "browser → OP device page" in told


def test_an_admin_api_is_asked_by_the_administrator_whatever_the_client_is_called() -> None:
    """With the word "form" in "platform" it was once a browser."""
    with registered("auth0", client_id="platform") as op:
        judged(op)
        told = shown_of(op)
    assert told
    assert all(one.startswith("administrator → ") for one in told)
    assert any(one.endswith(" admin API, Auth0 application platform") for one in told)


def test_what_a_page_loads_is_asked_for_by_the_browser() -> None:
    with registered("reference") as op:
        op.fetch(f"{op.target.issuer}/app.js", purpose=loaded("script"))
        op.fetch(f"{op.target.issuer}/beacon", purpose=loaded("a type of later browsers"))
        assert shown_of(op) == ["browser → OP script", "browser → OP other"]


def test_a_call_by_the_provider_comes_from_it() -> None:
    with RunningFake() as fake:
        op = Op.at(target_of(fake, "reference", "pkce"), FormDriver())
        url = op.listener().publish("/logout", "")
        fake.provider.post(url, [("logout_token", "t")])
        op.listener().received("/logout")
        told = shown_of(op)
        op.close()
    assert told == [f"provider → {urlsplit(url).netloc} call by the provider"]


def test_one_endpoint_tells_the_client_from_an_outsider() -> None:
    with registered("reference") as op:
        authenticated_request(op, "introspection_endpoint", Purpose.INTROSPECTION, token="t")  # noqa: S106 - no secret
        stranger = Purpose.STRANGERS_INTROSPECTION
        unauthenticated_request(op, "introspection_endpoint", stranger, token="t")  # noqa: S106 - no secret
        told = shown_of(op)
    assert told[-2:] == ["relying party → OP introspection", "outsider → OP introspection"]


def test_a_run_that_does_not_say_who_sent_names_nobody() -> None:
    with registered("reference") as op:
        entry = dict(op.journal.entry(op.discovery_reply().exchange))
    del entry["sender"]
    assert shown(entry) == f"→ {urlsplit(op.target.issuer).netloc} discovery"


@pytest.mark.parametrize(
    ("purpose", "channel"),
    [
        (Purpose.TOKEN_REQUEST, "back"),
        (Purpose.DEVICE_AUTHORIZATION, "back"),
        (Purpose.PATH_TRICK, "back"),
        (Purpose.AUTHORIZATION_REQUEST, "front"),
        (Purpose.DEVICE_PAGE, "front"),
        (Purpose.CALL, None),
        (Purpose.ADMIN_API, None),
    ],
)
def test_a_refusal_is_proved_by_the_way_that_it_came(purpose: Purpose, channel: str | None) -> None:
    """What we answer to the provider, and what an admin API refuses, is no refusal of users."""
    with registered("reference") as op:
        reply = op.http.send("GET", f"{op.target.issuer}/nothing-here", purpose=purpose)
        assert reply.status == 404
        kind = refusal_kind(op.journal.entry(reply.exchange))
    assert (kind and kind[0]) == channel
