"""What is written at the fields of login pages, and what their names say, by what they ask for."""

import re
from enum import Enum

from fakes.user.words.buttons import UNSPACED


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


# What only programs fill in.
LEFT_EMPTY = _words("leave (this|it)( field)? (empty|blank)", "do not fill", "frei lassen")
# Words of what is written at a field, in several languages; the first kind that is named counts.
WRITTEN = (
    (Asks.OTHER, LEFT_EMPTY),
    (Asks.USER, _words("(e-?mail( address)?|user[- _]?(name|id)) or .{0,30}")),
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
            "codice", "認証コード", "確認コード", "验证码", "驗證碼", "인증번호", "код",
        ),
    ),
    (Asks.ORGANIZATION, _words("account id .{0,16}alias", "account alias")),
    (
        Asks.USER,
        _words(
            "user[- _]?(name|id)?", "log[- ]?in( name| id)?", "sign[- ]?in name", "e-?mail.{0,20}",
            "account( name| id)?", "identifier", "benutzer(name|kennung)?", "anmeldename",
            "identifiant", "utilisateur", "nom d.utilisateur", "usuario", "correo.{0,20}",
            "utente", "utilizador", r"\A\W*name\W*\Z", "gebruikersnaam", "ユーザー", "ログインID",
            "メールアドレス", "アカウント", "用户名", "账号", "帐号", "邮箱", "아이디", "이메일",
            "пользователь", "логин", "почта", "courriel", "adresse électronique", "net-?id", "upn",
            "samaccountname", "(employee|staff|student|member) (id|number|no)",
            "(nutzer|zugangs)?kennung", "(personal|mitarbeiter)nummer", "användarnamn",
            "brugernavn", "brukernavn", "käyttäjätunnus", "kullanıcı adı", "uživatelské jméno",
            "nazwa użytkownika", "社員番号", "会員番号", "学籍番号", "手机号", "工号", "사번",
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
# An account may be that of an organization, in which the user has a name.
WEAK = re.compile(r"\W*(your )?account( (name|id|number|identifier))?\W*\Z", re.IGNORECASE)
# A code that lets somebody in once, and none by which they are known.
IN_ONE_USE = re.compile(
    r"\A\W*((please )?(enter|type|your|the|a|den|le|il|el) ){0,3}(codes?|código|codice|код)\W*\Z"
    r"|otp|once|one[- ]?time|log[- ]?in|sign[- ]?in|authenticat|verif|secur|sicherheit|segur|sécur"
    r"|sicurezz"
    r"|bestätig|confirm|conferma|activ|regist|sms|text|mail|phone|2fa|mfa|two|digit|stellig"
    r"|pass-?code|token|device|認証|確認|验证|驗證|код",
    re.IGNORECASE,
)
# Whose code it is by which somebody is known.
OF_A_PERSON = re.compile(
    r"\b(employee|staff|agent|access|member|student|customer|client|partner|dealer|operator|teacher"
    r"|mitarbeiter|benutzer|kunden|utente|fiscale|usuario|utilizador|utilisateur)",
    re.IGNORECASE,
)
# What is asked for first where each organization has users of its own.
OF_AN_ORGANIZATION = re.compile(
    r"organi[sz]a|\b(company|team)\b(?! (user|e-?mail|member))|tenant|workspace|\b(sub)?domain"
    r"|\bsite\b|\brealm|\binstance|unternehmen|\bfirma|firmen|mandant|société|entreprise|empresa"
    r"|azienda|bedrijf|компан|организ|企業|会社|組織|公司|企业|회사|기업",
    re.IGNORECASE,
)
