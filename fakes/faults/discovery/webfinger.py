"""Defects of WebFinger."""

from abc import abstractmethod
from typing import Any

from fakes.faults import fault
from fakes.faults.homes import Reference


class WebFingerNames(Reference):
    """WebFinger names what is not exactly the issuer."""

    def descriptor(self, resource: str) -> dict[str, Any]:
        told = super().descriptor(resource)
        return told | {"links": [one | {"href": self.told()} for one in told["links"]]}

    @abstractmethod
    def told(self) -> str:
        """What is named in place of the issuer."""


@fault(caught_by=["discovery/webfinger-issuer"])
class WebFingerWithSlash(WebFingerNames):
    """WebFinger names the issuer with a slash at its end."""

    def told(self) -> str:
        return f"{self.issuer}/"


@fault(caught_by=["discovery/webfinger-issuer"])
class WebFingerByHttp(WebFingerNames):
    """WebFinger names the issuer by http."""

    def told(self) -> str:
        return self.issuer.replace("https:", "http:")


@fault(caught_by=["discovery/webfinger-issuer"])
class WebFingerNamesNoUrl(WebFingerNames):
    """WebFinger names what is no URL."""

    def told(self) -> str:
        return "https://["


@fault(caught_by=["discovery/webfinger-issuer"])
class WebFingerNamesDocument(WebFingerNames):
    """WebFinger names the discovery document in place of the issuer."""

    def told(self) -> str:
        return self.discovery_url()
