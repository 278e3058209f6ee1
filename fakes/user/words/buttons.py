"""What is written on buttons: the words and the patterns by which one is told from another."""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pattern(*languages: str) -> re.Pattern[str]:
    return re.compile("|".join(languages), re.IGNORECASE)


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
# What leads from the name to the password.
ONWARD = words(
    "continue next proceed weiter fortfahren continuer suivant siguiente continuar continua avanti"
    " avançar seguinte próximo volgende doorgaan verder далее продолжить 続行 次へ 继续 下一步"
    " 다음 계속 dalej další nästa neste næste seuraava jatka ileri devam"
)
# What makes an account, at a button; "Sign in, or create an account" does not.
SIGNING_UP = re.compile(
    r"\bsign(?:ing)?[ -]?up\b|\bregist(?:er|ration|rieren)\b|\bcreate (?:\w+ ){0,3}account\b"
    r"|konto (?:erstellen|anlegen)|inscription|s.inscrire|créer un compte|crear (?:una )?cuenta"
    r"|registrarse|crea (?:un )?account|criar (?:uma )?conta|アカウントを?作成|注册"
    r"|регистрац|зарегистр|iscriviti|registrati|inscrever|cadastr|회원 ?가입"
    r"|(?<!\w)(?:無料|会員|新規)*登録(?:する)?(?!\w)",
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
# What somebody presses who cannot log in; a mail to the user comes of it.
FORGOT = _pattern(
    r"\b(?:forgot(?:ten)?|reset|recover)\b",
    r"vergessen|zurücksetzen|wiederherstellen|(?:passwort|kennwort|zugang)\w* anfordern",
    r"oublié|réinitialiser|récupérer|nouveau mot de passe",
    r"olvid|restablecer|recuper|nueva contraseña",
    r"dimenticat|reimposta|nuova password",
    r"esquec|redefinir|nova senha",
    r"\bvergeten\b|opnieuw instellen|nieuw wachtwoord",
    r"забыл|сбросить|восстанов",
    r"忘れ|忘记|忘記|再設定|リセット|再発行|重置|重設|找回|재설정|잊",
)
# What sends a message to the user.
_SENT = r"(?:codes?|links?|sms|e-?mail|message|push|prompt|notification)"
_LINK = r"(?:code|link|lien|enlace|código|codice|sms|correo|e-?mail)"
MESSAGE = _pattern(
    rf"\b(?:send|text|e-?mail|resend|get|receive|request)\b.{{0,20}}\b{_SENT}\b|\bcall me\b",
    r"(?:code|link|sms)\b.{0,20}(?:senden|schicken|anfordern|erhalten)",
    rf"\b(?:recevoir|(?:m.)?(?:r?envoyer|envoyez)(?:.moi)?)\b.{{0,20}}\b{_LINK}\b",
    rf"\b(?:re)?(?:enviar|envíe\w*|envíame|mandar|recibir|receber)\b.{{0,20}}\b{_LINK}\b",
    rf"\b(?:invia\w*|manda\w*|ricevi)\b.{{0,20}}\b{_LINK}\b",
    r"(?:code|link|sms)\b.{0,20}(?:sturen|verzenden|ontvangen)"
    r"|\b(?:ver)?stuur\b.{0,20}\b(?:code|link|sms)\b",
    r"(?:отправить|получить|прислать|выслать).{0,20}(?:код|ссылк|смс|sms|письмо)",
    r"(?:リンク|コード|メール|SMS).{0,6}(?:送信|送る|受け取|取得)",
    r"(?:发送|發送|获取|接收).{0,6}(?:码|碼|链接|短信|邮件)|(?:링크|코드|인증번호).{0,4}(?:보내|전송|받기)",
)
# What nobody presses to get on: it undoes something, leaves, sends something, or makes a customer.
ELSEWHERE = _pattern(
    r"\b(?:delete|remove|revoke|unlink|disconnect|deactivate|(?:un)?subscribe|search|find"
    r"|(?:log|sign) ?-?(?:out|off)|löschen|entfernen|abmelden|suchen|abonnieren)\b",
    r"\bnewsletter\b|\bs.abonner\b|suscrib|\bassinar\b|подписаться|購読|订阅|구독",
    r"\bfree trial\b|\b(?:request|book|schedule|get) (?:a )?demo\b|\bnotify me\b"
    r"|\bwait(?:ing)? ?list\b|\bcontact (?:us|sales)\b",
    FORGOT.pattern,
    MESSAGE.pattern,
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
