"""How messages arrive: by the HTTP-Redirect and the HTTP-POST binding, read safely, and verified.

Bindings sections 3.4 and 3.5.
"""

import base64
import binascii
import zlib
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from fakes.saml.encoding import parsed
from fakes.saml.model import Arrived, Element, Refused
from fakes.saml.names import DSIG, POST, REDIRECT, RSA_SHA256
from fakes.saml.signing import signed_root
from fakes.wire.request import Request

LONGEST = 200_000
SIGNATURE = f"{{{DSIG}}}Signature"


class Arriving:
    """Reads messages, and says who sent them. Each method is a seam."""

    def arrived(self, request: Request) -> Arrived:
        """The message of a request. Raises Refused."""
        is_post = request.method == "POST"
        pairs = request.form if is_post else request.query
        values = dict(pairs)
        sent = values.get("SAMLRequest", "")
        if not sent:
            raise Refused("There is no SAMLRequest.")
        try:
            data = base64.b64decode(sent, validate=True)
            data = data if is_post else self.inflated(data)
        except (binascii.Error, zlib.error, ValueError):
            raise Refused("The SAMLRequest cannot be decoded.") from None
        return Arrived(
            root=self.read(data),
            binding=POST if is_post else REDIRECT,
            endpoint=request.url,
            relay_state=values.get("RelayState"),
            pairs=pairs,
        )

    def inflated(self, data: bytes) -> bytes:
        """What was deflated, as long as it is no more than a message. Raises ValueError."""
        machine = zlib.decompressobj(-15)
        found = machine.decompress(data, LONGEST)
        if machine.unconsumed_tail:
            raise ValueError("too long")
        return found

    def read(self, data: bytes) -> Element:
        """The root of a document that has no document type. Raises Refused."""
        try:
            return parsed(data)
        except ValueError as wrong:
            raise Refused(f"The SAMLRequest {wrong}.") from None

    def authentic(self, arrived: Arrived, key: RSAPublicKey) -> Arrived | None:
        """The message as it was signed; None if it is not signed. Raises Refused if wrongly."""
        if arrived.binding == REDIRECT:
            return self.authentic_query(arrived, key)
        if arrived.root.find(f".//{SIGNATURE}") is None:
            return None
        return self.authentic_document(arrived, key)

    def authentic_query(self, arrived: Arrived, key: RSAPublicKey) -> Arrived | None:
        """A message whose signature is a parameter (Bindings 3.4.4.1)."""
        values = dict(arrived.pairs)
        if "Signature" not in values:
            return None
        signed = self.signed_parameters(values)
        if values.get("SigAlg") != RSA_SHA256:
            raise Refused("The signature's algorithm is not supported.")
        try:
            key.verify(
                base64.b64decode(values["Signature"]),
                urlencode(signed).encode(),
                PKCS1v15(),
                SHA256(),
            )
        except (InvalidSignature, binascii.Error):
            raise Refused("The signature is wrong.") from None
        return arrived

    def signed_parameters(self, values: dict[str, str]) -> list[tuple[str, str]]:
        """What the signature of a query is about."""
        names = ("SAMLRequest", "RelayState", "SigAlg")
        return [(name, values[name]) for name in names if name in values]

    def authentic_document(self, arrived: Arrived, key: RSAPublicKey) -> Arrived:
        """A message whose signature is in it, and is about the whole of it (Core 5.4.2)."""
        root = signed_root(arrived.root, key)
        if root is None or root.tag != arrived.root.tag or root.get("ID") != arrived.id:
            raise Refused("The signature is wrong.")
        return arrived
