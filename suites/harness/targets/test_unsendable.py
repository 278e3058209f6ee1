"""A header that HTTP cannot carry is named as the cause, and its value, a secret, is not shown."""

import pytest

from fakes.running import RunningFake
from fakes.wire.client import HttpClient
from fakes.wire.errors import Unreachable
from fakes.wire.journal import Journal
from fakes.wire.purposes import Purpose
from fakes.wire.redaction import Redactor


@pytest.mark.parametrize("value", ["Bearer s3cret\ncanary", "Bearer s3cret-ö-canary"])
def test_a_header_that_cannot_be_sent_is_not_quoted(value: str) -> None:
    """Such as an access token of a provider that has a line break in it."""
    with RunningFake(loopback="http") as fake:
        client = HttpClient(fake.connection, Journal("test", Redactor()))
        url = fake.provider.discovery_url()
        with pytest.raises(Unreachable) as caught:
            client.send(
                "GET", url, purpose=Purpose.USERINFO_REQUEST, headers=[("authorization", value)]
            )
        client.close()
    told = str(caught.value)
    assert "not sent, a value would have a character that cannot be sent" in told
    assert "canary" not in told
