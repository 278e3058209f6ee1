"""What a field of a form asks for, by what a person sees of it.

What its `autocomplete` says comes first (HTML, section 4.10.18.7), then what is written at it, then
its type and its place; a word in its name only where nothing else tells.
"""

import re
from dataclasses import dataclass
from enum import Enum

from fakes.user.words.buttons import UNSPACED

TEXT_TYPES = ("text", "email", "tel", "")
TICKED_TYPES = ("checkbox", "radio")
TYPED = (*TEXT_TYPES, "number", "password")


class Asks(Enum):
    """What a user types into a field."""

    USER = "user name"
    PASSWORD = "password"  # noqa: S105 - what a field asks for
    NEW_PASSWORD = "new password"  # noqa: S105 - as above
    CODE = "code"
    CAPTCHA = "captcha"
    ORGANIZATION = "organization"
    OTHER = "something else"
    UNKNOWN = ""


BY_AUTOCOMPLETE = {
    "one-time-code": Asks.CODE,
    "new-password": Asks.NEW_PASSWORD,
    "current-password": Asks.PASSWORD,
    "username": Asks.USER,
    "email": Asks.USER,
    "organization": Asks.ORGANIZATION,
    **dict.fromkeys(
        [
            "name",
            "given-name",
            "family-name",
            "nickname",
            "street-address",
            "postal-code",
            "country",
            "bday",
            "url",
            "cc-number",
            "cc-csc",
        ],
        Asks.OTHER,
    ),
}


def _words(*texts: str) -> re.Pattern[str]:
    """Words of languages that have spaces between them, and any part of a text of the others."""
    spaced = "|".join(one for one in texts if not UNSPACED.search(one))
    whole = [rf"(?<![^\W_])(?:{spaced})(?![^\W_])", *filter(UNSPACED.search, texts)]
    return re.compile("|".join(whole), re.IGNORECASE)


# Words of what is written at a field, in several languages; the first kind that is named counts.
WRITTEN = (
    (Asks.OTHER, _words("leave (this|it)( field)? (empty|blank)", "do not fill", "frei lassen")),
    (
        Asks.OTHER,
        _words(
            "(promo\\w*|coupon|voucher|gift|invit\\w*|referral|discount|recovery|back-?up|country"
            "|area|postal|post|zip|company|customer|organi[sz]ation|tenant) codes?",
        ),
    ),
    (Asks.CAPTCHA, _words("captcha", "characters (you see|in the (image|picture))", "not a robot")),
    (
        Asks.CODE,
        _words(
            "t?otp", "one[- ]time.{0,12}", "authenticator.{0,12}", "einmal\\w{4,12}",
            "(mot de passe|code) (à usage )?unique", "(contraseña|código) de un solo uso",
            "(senha|código) (de uso único|descartável)", "eenmalige? (wachtwoord|code)",
            "одноразов.{0,20}", "ワンタイム", "一次性", "일회용",
        ),
    ),
    (
        Asks.NEW_PASSWORD,
        _words(
            "new password", "(confirm|repeat|retype|re-?enter|choose a|create a) .{0,12}password",
            "password again", "neues (passwort|kennwort)",
            "(passwort|kennwort) (bestätigen|wiederholen)", "nouveau mot de passe",
            "(confirme[rz]|répéte[rz]) (le |votre )?mot de passe", "nueva contraseña",
            "(confirm|repet|repit)\\w* (la )?contraseña", "nuova password",
            "(conferma|ripeti) (la )?password", "nova senha",
            "(confirm|repet|repit)\\w* (d?a )?senha", "nieuw wachtwoord",
            "wachtwoord (bevestigen|herhalen)", "(новый|повтор\\w*|подтверд\\w*) пароль",
            "新しいパスワード", "パスワード.?の?(確認|再入力)", "(新|确认)密码",
            "새 ?비밀번호", "비밀번호 ?(확인|재입력)",
        ),
    ),
    (Asks.PASSWORD, _words("pass-?word", "passwort", "kennwort", "mot de passe", "contraseña",
        "senha", "wachtwoord", "пароль", "パスワード", "密码", "비밀번호")),
    (
        Asks.CODE,
        _words(
            "codes?", "passcode", "token",
            "verification", "bestätigungscode", "código",
            "codice", "認証コード", "验证码", "код",
        ),
    ),
    (
        Asks.USER,
        _words(
            "user[- _]?(name|id)?", "log[- ]?in( name| id)?", "sign[- ]?in name", "e-?mail.{0,20}",
            "account( name| id)?", "identifier", "benutzer(name|kennung)?", "anmeldename",
            "identifiant", "utilisateur", "nom d.utilisateur", "usuario", "correo.{0,20}",
            "utente", "utilizador", r"\A\W*name\W*\Z", "gebruikersnaam", "ユーザー", "ログインID",
            "メールアドレス", "アカウント", "用户名", "账号", "帐号", "邮箱", "아이디", "이메일",
            "пользователь", "логин", "почта",
        ),
    ),
    (Asks.OTHER, _words("search", "suche", "languages?", "sprache", "postal code", "first name")),
)  # fmt: skip
# An organization is asked for only where nothing else is written: such words are in examples of
# addresses, and in what a company calls its users.
ORGANIZATION = re.compile(
    r"\W*((please )?(enter|type|provide|your|the|an) ){0,2}"
    r"((organi[sz]ation|workspace|company|tenant|team)('s|s)?( (name|domain|id|slug|url))?"
    r"|organisation|firma|unternehmen|entreprise|empresa|azienda)\W*\Z",
    re.IGNORECASE,
)
OF_A_USER = re.compile(r"user|login|mail|identifier|account")
# Parts of names; "token" and "code" are in the names of fields that ask who the user is, too.
NAMED = (
    (Asks.CAPTCHA, re.compile(r"captcha")),
    (
        Asks.OTHER,
        re.compile(
            r"(promo|coupon|voucher|invit\w*|recovery|back_?up|country|area|post|zip)[-_.]?(code|key|\b)"
        ),
    ),
    (Asks.OTHER, re.compile(r"search|query|lang(?!e)|newsletter|first_?name|last_?name|phone")),
    (
        Asks.ORGANIZATION,
        re.compile(
            r"(?<![\w-])(org|organi[sz]ation|workspace|company|tenant|team)"
            r"[-_.]?(name|domain|id|slug|url)?(?![\w.-])"
        ),
    ),
    (Asks.CODE, re.compile(r"otp|\bpin\b|one.?time|mfa|2fa|passcode|code|(?<!id)token")),
    (Asks.USER, re.compile(r"user|login|email|identifier|account|name")),
)  # fmt: skip
# What is typed into fields of type password, and what never is.
ALWAYS_HIDDEN = (Asks.PASSWORD, Asks.NEW_PASSWORD)
NEVER_HIDDEN = (Asks.USER,)
NEW_BY_NAME = re.compile(r"new|confirm|again|repeat|retype|verify")


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
        found = next((asks for asks in (*said, *written) if asks not in impossible), None)
        if found is None and self.type == "password":
            return self._of_a_password()
        if found is None and self.type == "email":
            return Asks.USER
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
        seen = self.by_sight
        return self.by_name if seen is Asks.UNKNOWN else seen


def user_field(fields: tuple[Field, ...]) -> Field | None:
    """The field that asks who the user is.

    Beside a password one that asks for an organization does, if there is no other.
    """
    places = [n for n, one in enumerate(fields) if one.by_sight is Asks.PASSWORD]
    open_ones = [one for one in fields if one.name and one.type in TEXT_TYPES and one.visible]
    seen = [one for one in open_ones if one.by_sight is Asks.USER]
    unknown = [one for one in open_ones if one.by_sight is Asks.UNKNOWN]
    if places:
        ahead = [one for one in fields[: places[0]] if one in unknown]
        ruled_out = (Asks.CAPTCHA, Asks.OTHER, Asks.ORGANIZATION)
        ahead = [one for one in ahead if one.by_name not in ruled_out] or ahead
        named = [one for one in unknown if one.by_name is Asks.USER]
        before = ahead if len(ahead) == 1 else named or ahead[-1:]
        of_all = [one for one in fields[: places[0]] if one in open_ones]
        whose = [one for one in of_all if one.by_sight is Asks.ORGANIZATION]
        return next(iter(seen or before or whose[-1:]), None)
    return next(iter(seen or [one for one in unknown if one.by_name is Asks.USER]), None)
