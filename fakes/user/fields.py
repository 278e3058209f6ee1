"""What a field of a form asks for, by what a person sees of it.

What its `autocomplete` says comes first (HTML, section 4.10.18.7), then what is written at it, then
its type and its place; a word in its name only where nothing else tells.
"""

from dataclasses import dataclass

from fakes.user.words.fields import (
    ALWAYS_HIDDEN,
    BY_AUTOCOMPLETE,
    IN_ONE_USE,
    LEFT_EMPTY,
    NAMED,
    NEVER_HIDDEN,
    NEW_BY_NAME,
    OF_A_PERSON,
    OF_A_USER,
    OF_AN_ORGANIZATION,
    ORGANIZATION,
    WEAK,
    WRITTEN,
    Asks,
)

TEXT_TYPES = ("text", "email", "tel", "")
TICKED_TYPES = ("checkbox", "radio")
LONGEST_CODE = 8
TYPED = (*TEXT_TYPES, "number", "password")


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `label` is what its attributes tell about it, `written` what a person reads at it.

    One that is not `visible` is sent as it is: nobody types into it. `longest` is how much may be
    typed, if that is said.
    """

    name: str
    type: str
    value: str
    label: str
    checked: bool
    required: bool = False
    visible: bool = True
    written: str = ""
    autocomplete: str = ""
    id: str = ""
    longest: int = 0

    @property
    def typed(self) -> bool:
        """Whether a user can type into it."""
        return self.visible and self.type in TYPED

    @property
    def by_sight(self) -> Asks:
        """What a person sees that it asks for."""
        if not self.typed:
            return Asks.OTHER
        said = [BY_AUTOCOMPLETE[w] for w in self.autocomplete.split() if w in BY_AUTOCOMPLETE]
        written = [asks for asks, words in WRITTEN if words.search(self.written)]
        impossible = NEVER_HIDDEN if self.type == "password" else ALWAYS_HIDDEN
        if self.type == "email" and not said and Asks.OTHER not in written[:1]:
            return Asks.USER
        found = next((asks for asks in (*said, *written) if asks not in impossible), None)
        if found is None and self.type == "password":
            return self._of_a_password()
        return found or (Asks.ORGANIZATION if self._is_of_an_organization else Asks.UNKNOWN)

    @property
    def _is_of_an_organization(self) -> bool:
        """Whether an organization is all that is written at it, and its name tells of no user."""
        whole = ORGANIZATION.match(self.written) and "@" not in self.written
        return bool(whole) and not OF_A_USER.search(f"{self.name} {self.id}".lower())

    def _of_a_password(self) -> Asks:
        """What a field of type password asks for, where nothing is written at it."""
        if self.by_name in (Asks.CODE, Asks.CAPTCHA):
            return self.by_name
        called = f"{self.name} {self.id}".lower()
        return Asks.NEW_PASSWORD if NEW_BY_NAME.search(called) else Asks.PASSWORD

    @property
    def by_name(self) -> Asks:
        """What a word in its name or id says; the last that is asked."""
        called = f"{self.name} {self.id}".lower()
        return next((asks for asks, words in NAMED if words.search(called)), Asks.UNKNOWN)

    @property
    def asks(self) -> Asks:
        """What it asks for, wherever it stands."""
        asks = self.by_sight if self.by_sight is not Asks.UNKNOWN else self.by_name
        whose = asks is Asks.UNKNOWN and OF_AN_ORGANIZATION.search(self.written)
        return Asks.ORGANIZATION if whose else asks

    @property
    def is_known_by_a_code(self) -> bool:
        """Whether a code is asked for that one has for good, as that of an employee."""
        once = "one-time-code" in self.autocomplete or 0 < self.longest <= LONGEST_CODE
        return self.by_sight is Asks.CODE and not once and not IN_ONE_USE.search(self.written)

    @property
    def may_name_somebody(self) -> bool:
        """Whether a person who logs in may type into it what they are known by."""
        once = self.by_sight is Asks.CODE and not self.is_known_by_a_code
        return not (once or self.by_sight is Asks.CAPTCHA or LEFT_EMPTY.search(self.written))

    @property
    def may_be_the_user(self) -> bool:
        """Whether the one field of a page asks who the user is, if the page is one of a login."""
        if OF_AN_ORGANIZATION.search(f"{self.written} {self.name}"):
            return False
        if self.is_known_by_a_code:
            return bool(OF_A_PERSON.search(self.written))
        unknown = self.by_sight is Asks.UNKNOWN and bool(self.written)
        return unknown and self.by_name in (Asks.UNKNOWN, Asks.USER)


def user_field(fields: tuple[Field, ...]) -> Field | None:
    """The field that asks who the user is.

    Beside a password one that asks for an organization does, if there is no other.
    """
    places = [n for n, one in enumerate(fields) if one.by_sight is Asks.PASSWORD]
    open_ones = [one for one in fields if one.name and one.type in TEXT_TYPES and one.visible]
    seen = [one for one in open_ones if one.by_sight is Asks.USER]
    seen = [one for one in seen if not WEAK.match(one.written)] or seen
    unknown = [one for one in open_ones if one.by_sight is Asks.UNKNOWN]
    if places:
        ahead = fields[: places[0]]
        return next(iter(seen or _before_password(ahead, unknown) or _less_likely(ahead)), None)
    return next(iter(seen or [one for one in unknown if one.by_name is Asks.USER]), None)


def _before_password(fields: tuple[Field, ...], unknown: list[Field]) -> list[Field]:
    """Of the `fields` before a password those, of which nothing else is known, that it may be."""
    ahead = [one for one in fields if one in unknown]
    ruled_out = (Asks.CAPTCHA, Asks.OTHER, Asks.ORGANIZATION)
    ahead = [one for one in ahead if one.by_name not in ruled_out] or ahead
    named = [one for one in unknown if one.by_name is Asks.USER]
    return ahead if len(ahead) == 1 else named or ahead[-1:]


def _less_likely(fields: tuple[Field, ...]) -> list[Field]:
    """Of the `fields` before a password: the one number, or code for good, else an organization.

    One that stands there alone is it, whatever it asks for but a code for one use or a captcha.
    """
    typed = [one for one in fields if one.name and one.typed and one.type != "password"]
    if len(typed) == 1 and typed[0].may_name_somebody:
        return typed
    numbers = [one for one in typed if one.type == "number" and one.by_sight is Asks.UNKNOWN]
    known = [one for one in typed if one.is_known_by_a_code] or numbers
    whose = [one for one in typed if one.by_sight is Asks.ORGANIZATION]
    return known if len(known) == 1 else whose[-1:]
