"""A provider that does everything as the specifications ask."""

from fakes.engine.provider import Provider


class Vendor(Provider):
    """Conforms to everything that the checks ask for."""

    vendor = "reference"
    host = "op.example.com"
