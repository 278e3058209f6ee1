"""The vendors as faults build on them: a fault is a subclass of the one that it is at home on.

For a type checker each is the vendor's class. At run time it is an empty one, since a fault is put
before any vendor, and must not bring it the features of another.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakes.vendors.auth0 import Vendor as Auth0
    from fakes.vendors.cognito import Vendor as Cognito
    from fakes.vendors.confidential import Vendor as Confidential
    from fakes.vendors.entra import Vendor as Entra
    from fakes.vendors.google import Vendor as Google
    from fakes.vendors.keycloak import Vendor as Keycloak
    from fakes.vendors.okta import Vendor as Okta
    from fakes.vendors.reference import Vendor as Reference
else:

    class Auth0: ...

    class Cognito: ...

    class Confidential: ...

    class Entra: ...

    class Google: ...

    class Keycloak: ...

    class Okta: ...

    class Reference: ...


__all__ = ["Auth0", "Cognito", "Confidential", "Entra", "Google", "Keycloak", "Okta", "Reference"]


def home(mixin: type) -> str:
    """The vendor that `mixin` is at home on, or the application.

    Raises ValueError if it builds on none.
    """
    for one in mixin.__mro__:
        if one.__module__.endswith(".homes"):
            return one.__name__.lower()
    raise ValueError(f"{mixin.__qualname__}: a fault builds on a vendor of {__name__}")
