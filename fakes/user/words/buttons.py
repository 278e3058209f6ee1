"""What is written on buttons: the words and the patterns by which one is told from another."""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


AGREE = words(
    "accept agree allow approve authorize confirm consent continue go grant log login next ok sign"
    " signin submit yes verify"
    " akzeptieren anmelden bestätigen einwilligen erlauben ja weiter zulassen zustimmen"
    " accepter autoriser connecter connexion continuer oui suivant valider"
    " aceptar acceder autorizar continuar entrar iniciar permitir sí siguiente"
    " accedi accetta autorizza avanti consenti continua sì"
    " avançar concordo sim inloggen toestaan volgende doorgaan"
    " ログイン 続行 許可 次へ 登录 下一步 允许 同意 войти далее разрешить"
)
REFUSE = words(
    "abort back cancel decline deny disagree dismiss don dont false later never no nope not reject"
    " refuse skip"
    " nicht später überspringen pas jamais plus nunca niet"
    " abbrechen ablehnen nein verweigern zurück annuler non refuser retour"
    " atrás cancelar denegar rechazar annulla indietro nega rifiuta"
    " não recusar voltar annuleren nee terug weigeren キャンセル 拒否 戻る 取消 拒绝 отмена"
)
# What an application is given or denied; who goes back, or cancels, may be asked anything.
GRANT = words(
    "allow authorize authorise grant permit erlauben zulassen autoriser permitir autorizar"
    " autorizza toestaan 許可 允许 разрешить"
)
DENY = words(
    "decline deny disagree not reject refuse ablehnen nein verweigern refuser denegar rechazar nega"
    " rifiuta não recusar weigeren 拒否 拒绝"
)
# Buttons that lead to something else than what the form is for.
ASIDE = words(
    "apple create facebook forgot forgotten github google language linkedin magic microsoft passkey"
    " qr recover register resend reset saml search show signup social sso toggle up webauthn"
    " registrieren vergessen suchen"
)
SIGN_UP = words("create enroll enrol join register registration signup registrieren inscription")
LOG_IN = words("in log login signin sign anmelden connexion entrar")
# What makes an account, at a button; "Sign in, or create an account" does not.
SIGNING_UP = re.compile(
    r"\bsign(?:ing)?[ -]?up\b|\bregist(?:er|ration|rieren)\b|\bcreate (?:\w+ ){0,3}account\b"
    r"|konto (?:erstellen|anlegen)|inscription|s.inscrire|créer un compte|crear (?:una )?cuenta"
    r"|registrarse|crea (?:un )?account|criar (?:uma )?conta|新規登録|アカウントを?作成|注册"
    r"|регистрац",
    re.IGNORECASE,
)
# The same above a form, where an application may be called "Course Registration".
SIGN_UP_HEADING = re.compile(
    r"\W*(?:join|sign(?:ing)?[ -]?up|(?:(?:new )?(?:user|account|member|customer) )?registration"
    r"|register|create (?:\w+ ){0,3}account|registrier(?:en|ung)|konto (?:erstellen|anlegen)"
    r"|inscription|s.inscrire|créer un compte|crear (?:una )?cuenta|registr(?:o|arse|azione)"
    r"|crea (?:un )?account|criar (?:uma )?conta|新規登録|アカウントを?作成|注册|регистрация)"
    r"(?:\W+(?:for|to|at|with|us|here|now|form|your|free|bei|für|pour|en|para|per)\b.*)?\W*\Z",
    re.IGNORECASE,
)
SIGNING_IN = re.compile(
    r"\b(?:log|sign)(?:ging|ing)?[ -]?(?:in|on)\b|anmeld|einlogg|connexion|connecter|iniciar"
    r"|acceder|accedi|entrar|inloggen|ログイン|登录|войти",
    re.IGNORECASE,
)
# What nobody presses to get on: it undoes something, leaves, or sends a message.
ELSEWHERE = re.compile(
    r"\b(?:delete|remove|revoke|unlink|disconnect|deactivate|(?:un)?subscribe|reset|forgot|search"
    r"|find|(?:log|sign) ?-?(?:out|off)|löschen|entfernen|abmelden|suchen|abonnieren)\b"
    r"|\b(?:send|text|e-?mail|resend)\b.{0,20}"
    r"\b(?:code|link|sms|e-?mail|message|push|prompt|notification)\b|\bcall me\b",
    re.IGNORECASE,
)
SIGNS_IN_TO = re.compile(r"\W*(?:log|sign)[ -]?in to\b", re.IGNORECASE)
# A way past a page that only offers something.
LATER = re.compile(
    r"\b(?:later|skip|not now|no,? thanks|remind me)\b|später|überspringen|nicht jetzt|plus tard"
    r"|ignorer|más tarde|omitir|ahora no|più tardi|depois|overslaan|後で|スキップ|稍后|跳过|позже",
    re.IGNORECASE,
)
# "Accept, and do not ask again" agrees.
NO_MORE = re.compile(r"\b(?:do not|don.?t|never) (?:ask|show|remind)\b[^,.]*", re.IGNORECASE)
LOG_OUT = words("logout logoff off out signoff signout end abmelden déconnecter cerrar ログアウト")

# The whole of what is written where somebody who is signed in gets out.
WAY_OUT = re.compile(
    r"\W*(?:(?:log|sign)[ -]?(?:me )?(?:out|off)|abmelden|ausloggen|uitloggen|afmelden"
    r"|(?:se |me )?déconne(?:cter|xion)|cerrar sesión|esci|disconnetti|sair|terminar sessão"
    r"|ログアウト|サインアウト|退出登录|注销|выйти)\W*\Z",
    re.IGNORECASE,
)

KNOWN = AGREE | REFUSE | ASIDE | SIGN_UP | LOG_OUT
