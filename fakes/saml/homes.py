"""The identity provider as its faults build on it, for a type checker; see `fakes.faults.homes`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.saml.provider import SamlProvider
else:

    class SamlProvider: ...


__all__ = ["SamlProvider"]
