"""What the target is, and what is known of it: its client, its user, its product."""

from fakes.vendors import deviations, products
from suites.checks.suite import Feature
from suites.op.features.endpoints import END_SESSION
from suites.op.features.words import always, both
from suites.op.op import Op

RETURNS = "logout/returns-host"


def explained(op: Op, check: str) -> str:
    """The documented deviation that explains `check` on this product, or an empty string."""
    for deviation in (*deviations(op.target.vendor), *op.target.known):
        if check in deviation.checks:
            return f"{deviation.id}: {deviation.says.rstrip('.')}"
    return ""


def vendor(name: str) -> Feature[Op]:
    """The product is the one called `name`."""
    return Feature(lambda op: op.target.vendor == name, always(f"This concerns {name} only"))


# It is documented of some products that they do not return after it.
RETURNS_AFTER_LOGOUT = Feature[Op](
    lambda op: not explained(op, RETURNS), lambda op: explained(op, RETURNS)
)

TARGET: dict[str, Feature[Op]] = {
    # Nothing is known of a second user unless somebody says.
    "other-user": Feature(
        lambda op: op.target.other_user.credentials is not None,
        always("No second user is known (other_username in targets.toml)"),
    ),
    "rp-initiated-logout": both(RETURNS_AFTER_LOGOUT, END_SESSION),
    "https": Feature(
        lambda op: not op.target.is_local_http,
        always("The target is plain http on loopback (see issuer/https)"),
    ),
    "public-client": Feature(
        lambda op: not op.target.client_secret, always("The client is confidential")
    ),
    "confidential-client": Feature(
        lambda op: bool(op.target.client_secret), always("The client is public")
    ),
    "other-client": Feature(
        lambda op: bool(op.target.other_client.redirect_uri),
        always("No redirect URI of another client is known (other_redirect_uri in targets.toml)"),
    ),
    "other-issuer": Feature(
        lambda op: bool(op.target.other_issuer),
        always("No other tenant of the provider is known (other_issuer in targets.toml)"),
    ),
    **{f"vendor-{name}": vendor(name) for name in products()},
}
