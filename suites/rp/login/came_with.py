"""What an application was told of its user in a login: names of claims, and no values."""

import json
from typing import Any

from fakes.attacks.provider import REFERENCE
from fakes.wire.redaction import decoded_jwts
from suites.application.application import Application, Visit

# What applications call their users by (OpenID Connect Core 5.1).
NAMING = ("name", "preferred_username", "email", "email_verified")


def came_with(app: Application, visit: Visit) -> str:
    """Which claims the product told in this login, and which of the usual ones it did not.

    Empty for the reference, which tells them all, and if the application asked for none.
    """
    sets = {"the ID Token": claims_by_id_token(app, visit), "UserInfo": claims_by_userinfo(app)}
    told = {where: claims for where, claims in sets.items() if claims}
    if app.provider.vendor == REFERENCE or not told:
        return ""
    names = {where: ", ".join(claims) for where, claims in told.items()}
    known = "; ".join(f"{where} of this product has {names[where]}" for where in names)
    missing = [one for one in NAMING if not any(one in claims for claims in told.values())]
    return known + (f"; it tells no {', '.join(missing)}" if missing else "")


def claims_by_id_token(app: Application, visit: Visit) -> list[str]:
    """The names of the claims of the ID Token, whether a browser brought it or not."""
    tokens = [str(one.get("id_token", "")) for one in json_answered(app, "token")]
    tokens.append(visit.response.params.get("id_token", ""))
    told = [jwt["claims"] for token in tokens for jwt in decoded_jwts(token)]
    return sorted(told[0]) if told else []


def claims_by_userinfo(app: Application) -> list[str]:
    """The names of the claims of the last UserInfo response."""
    return sorted(([], *json_answered(app, "userinfo"))[-1])


def json_answered(app: Application, endpoint: str) -> list[dict[str, Any]]:
    """The JSON that our provider answered the application there, but for refusals."""
    replies = [one.response for one in app.provider.calls if one.endpoint == endpoint]
    of_json = [one for one in replies if "json" in one.headers.get("content-type", "")]
    return [json.loads(bytes(one.body)) for one in of_json if one.status_code == 200]
