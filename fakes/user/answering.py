"""What a user does on a page of a login: fill in a form, press a button, follow a link.

Nothing is sent that no user would send: no password into a form that makes an account, no empty
code, no answer to what only a person may answer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fakes.user.addresses import origin, same_site
from fakes.user.attempts import Attempt, own_account, saying
from fakes.user.browser import Landing
from fakes.user.buttons import Button
from fakes.user.choices import Choice
from fakes.user.forms import Form, title_of
from fakes.user.obstacles import (
    Obstacle,
    asks_for_organization,
    obstacle_of_message,
    obstacle_of_page,
    obstacles,
    says_no,
    tells_of_an_error,
    turns_away,
)
from fakes.user.places import Place, completes, mails_the_user, naming_the_user, wants
from fakes.user.which_form import (
    by_code,
    by_password,
    by_username,
    form_to_send,
    likeliest_first,
    takes_an_answer,
)
from fakes.user.words.buttons import FORGOT, LATER, WAY_OUT
from fakes.user.words.choices import BY_PASSWORD, TROUBLE
from fakes.user.words.fields import Asks

SIGN_IN = re.compile(r"((already .{0,40})?(log|sign) ?in|anmelden|einloggen)\W*\Z", re.IGNORECASE)
GOES_ON = re.compile(
    r"\W*(continue|proceed|go on|next|weiter|fortfahren|continuer|continuar|continua|続行|继续)"
    r"\W*\Z",
    re.IGNORECASE,
)
REFUSED_FROM = 400
# What a page only offers, and a user may put off.
OFFERS = ("enrolment", "unfinished account", "new password", "second factor: passkey")


@dataclass(frozen=True, slots=True)
class Move:
    """What the user does: `form` is sent with `filled` typed in, or `link` is followed."""

    form: Form | None = None
    filled: dict[str, str] = field(default_factory=dict)
    button: Button | None = None
    link: str = ""


def next_move(place: Place, attempt: Attempt) -> Move:
    """What the user does on a page.

    Raises LoginFailed where there is nothing that a user could do, or should.
    """
    chosen = chosen_provider(place, attempt)
    if chosen is not None:
        return chosen
    presume_let_in_there(place, attempt)
    typed = filled_in(place, attempt, by_password, by_username) or name_alone(place, attempt)
    typed = typed or to_password(place, attempt) or filled_in(place, attempt, by_code)
    return typed or _without_typing(place, attempt)


def filled_in(place: Place, attempt: Attempt, *kinds: Callable[[Form], bool]) -> Move | None:
    """What the user types into the first form of these kinds, the first kind first.

    Raises LoginFailed if that is not known, or was told before.
    """
    seen = [one for one in likeliest_first(place.forms) if one.visible]
    for kind in kinds:
        for form in filter(kind, seen):
            if form not in place.strange and not asks_of_an_account(form, place, attempt):
                return Move(form, attempt.filled(place.landing, form))
    return None


def name_alone(place: Place, attempt: Attempt) -> Move | None:
    """The user's name in the one field of a page that begins a login, whatever that is called."""
    html = place.landing.text
    found = [(form, naming_the_user(form, html)) for form in place.forms]
    named = [(form, one) for form, one in found if one is not None]
    if len(named) != 1 or asks_for_organization(html):
        return None
    ((form, one),) = named
    if form.identity not in attempt.sent and (attempt.told or says_no(html)):
        return None
    return Move(form, attempt.filled(place.landing, one))


def to_password(place: Place, attempt: Attempt) -> Move | None:
    """The way from a page that offers to log in otherwise to one that asks for the password, once.

    A page that was sent a password to asks for something beside it.
    """
    if attempt.told_password or place.landing.refuses or says_no(place.landing.text):
        return None
    ways = [(one.text, Move(link=one.link)) for one in place.links]
    ways += [
        (button.told, Move(form, {}, button))
        for form in place.forms
        if form.visible and form.asks_nothing
        for button in form.buttons
    ]
    for text, move in ways:
        other = FORGOT.search(text) or TROUBLE.search(text) or text in attempt.followed
        if BY_PASSWORD.search(text) and not other:
            attempt.followed.add(text)
            return move
    return None


def _without_typing(place: Place, attempt: Attempt) -> Move:
    """The way on from a page that wants nothing typed that the user could type."""
    landing, forms = place.landing, place.forms
    onward = form_to_send(forms)
    if place.strange and onward is None:
        raise attempt.stopped(landing, leads_away(place.strange[0]), "form elsewhere")
    obstacle = obstacle_at(place, onward, attempt)
    obstacle = obstacle or wanted_by_fields(place, onward, attempt)
    if obstacle is not None:
        later = way_past(place) if obstacle.kind in OFFERS else None
        if later is None:
            raise attempt.stopped(landing, saying(landing), obstacle.kind)
        return later
    # Beside a way on, an address alone makes no link a choice.
    choices = [one for one in place.choices if onward is None or one.is_offered]
    if len(choices) == 1 and choices[0].is_offered and not attempt.chosen:
        return follow(choices[0], landing, attempt)
    if len(choices) > 1:
        offered = ", ".join(f"“{one.text}”" for one in choices)[:300]
        told = f"The page asks where the user comes from: {offered}."
        raise attempt.stopped(landing, told, "identity provider")
    if onward is not None:
        return Move(onward)
    ways = [*place.frames, *links_onward(place, attempt), *attempt.ahead]
    link, *attempt.ahead = [one for one in ways if one not in attempt.followed] or [""]
    unseen = landing if landing.runs_scripts and not landing.rendered else attempt.unseen
    if link:
        attempt.followed.add(link)
        attempt.unseen = unseen
        return Move(link=link)
    unknown = {one: form for form in forms if form.visible for one in form.undecided}
    if unknown:
        return Move(unknown[button := own_account(unknown, landing, attempt)], {}, button)
    kind = "JavaScript" if unseen else "page of its own" if is_at_home(place, attempt) else ""
    raise attempt.stopped(unseen or landing, saying(unseen or landing), kind)


def is_at_home(place: Place, attempt: Attempt) -> bool:
    """Whether a page is one for who is signed in: it lets them out, and came after the password.

    One that turns the user away has a way out, too.
    """
    html = place.landing.text
    if place.landing.reply.status >= REFUSED_FROM or says_no(html) or turns_away(html):
        return False
    ways = [one.text for one in place.links]
    ways += [button.told for form in place.forms for button in form.buttons]
    return attempt.told_password and any(WAY_OUT.match(one) for one in ways)


def asks_of_an_account(form: Form, place: Place, attempt: Attempt) -> bool:
    """Whether a form asks what an account is to have, such as its address, and not who signs in.

    It comes after the password, and no such form was sent before; where the page says that
    something is wrong, a name alone begins anew.
    """
    if not attempt.told_password or form.password or form.code or form.identity in attempt.sent:
        return False
    return by_username(form) and (completes(form) or not attempt.is_told_no(place.landing))


def wanted_by_fields(place: Place, onward: Form | None, attempt: Attempt) -> Obstacle | None:
    """What the fields of a page tell that is asked for first, if its words do not."""
    if any(form.asking(Asks.NEW_PASSWORD) for form in place.forms) and attempt.told:
        return obstacles()["new password"]
    ends = onward is not None or tells_of_an_error(place.landing.text)
    if attempt.told_password and not ends and any(map(completes, place.forms)):
        return obstacles()["unfinished account"]
    refused = place.landing.reply.status >= REFUSED_FROM
    if ends or refused:
        return None
    if any(map(mails_the_user, place.forms)):
        return obstacles()["link by e-mail"]
    return obstacles()["organization"] if wants(place, Asks.ORGANIZATION) else None


def leads_away(form: Form) -> str:
    """Where a form leads that no secret is typed into, as a sentence."""
    where = origin(form.sent_to(form.agreeing_button())[0])[:200]
    return f"What is typed would be sent to {where}, where this login never was."


def obstacle_at(place: Place, onward: Form | None, attempt: Attempt) -> Obstacle | None:
    """What the words of a page tell that keeps the user from going on by `onward`.

    A page that goes on by itself keeps nobody; a question is answered once.
    """
    html = place.landing.text
    if onward is not None and onward.sent_at_once:
        return None
    question = (
        (title_of(html), onward.identity) if onward is not None and place.is_question else None
    )
    asked = question is not None and question not in attempt.answered
    if question is not None:
        attempt.answered.add(question)
    grants = asked and place.grants
    found = obstacle_of_page(html, leads_on=onward is not None, is_question=asked, grants=grants)
    if found is obstacles()["organization"] and not wants(place, Asks.ORGANIZATION, Asks.UNKNOWN):
        return None
    return found


def chosen_provider(place: Place, attempt: Attempt) -> Move | None:
    """The way to the identity provider that the settings name, once."""
    wanted = attempt.credentials.idp
    if not wanted or attempt.chosen:
        return None
    offered = [*place.choices, *place.links]
    found = next((one for one in offered if one.is_called(wanted)), None)
    return follow(found, place.landing, attempt) if found else None


def presume_let_in_there(place: Place, attempt: Attempt) -> None:
    """That the identity provider that was chosen did not send the user back.

    The login page that does so is another party's: what the user would type belongs elsewhere.
    Any login page may speak of failures: that counts after the password where the login began,
    else as a message. Until something was typed, only the page that was left can have come back.
    Raises LoginFailed.
    """
    answered = [form for form in place.forms if form.visible and takes_an_answer(form)]
    if attempt.chosen is None or not answered:
        return
    html, left = place.landing.text, {form.identity for form in attempt.chosen.forms}
    obstacle = None
    at_home = same_site(place.landing.reply.url, attempt.chosen.reply.url)
    if attempt.told_password and at_home:
        obstacle = obstacle_of_page(html, leads_on=True)
    elif attempt.told_there or any(form.identity in left for form in answered):
        obstacle = obstacle_of_message(html)
    if obstacle is not None and obstacle.kind == "upstream provider":
        raise attempt.stopped(place.landing, saying(place.landing), obstacle.kind)


def follow(choice: Choice, landing: Landing, attempt: Attempt) -> Move:
    """The way from the page `landing` to an identity provider."""
    attempt.chosen = landing
    return Move(choice.form, {}, choice.button, choice.link)


def way_past(place: Place) -> Move | None:
    """The button or the link by which a user puts off what a page offers."""
    for form in place.forms:
        for button in form.buttons:
            if button.is_later:
                return Move(form, {}, button)
    link = next((one.link for one in place.links if LATER.search(one.text)), "")
    return Move(link=link) if link else None


def links_onward(place: Place, attempt: Attempt) -> list[str]:
    """The links by which a user gets to the login page, or on from a page after it."""
    if attempt.told and tells_of_an_error(place.landing.text):
        # Its link begins anew: what the page says would be lost, and the password sent again.
        return []
    signs_up = any(form.signs_up for form in place.forms)
    begins = not attempt.told and not says_no(place.landing.text)
    wanted = SIGN_IN if signs_up or begins else GOES_ON
    return [one.link for one in place.links if wanted.match(one.text)][:1]
