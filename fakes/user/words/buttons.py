"""What is written on buttons: the words and the patterns by which one is told from another.

A word of Japanese, Chinese or Korean is looked for in any part of what is written.
"""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Scripts that have no spaces between words, or none before what is added to them.
UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def pattern_of(*languages: str) -> re.Pattern[str]:
    """What finds the words of any of these languages, in small letters or large."""
    return re.compile("|".join(languages), re.IGNORECASE)


# What an application is given.
GRANT = words(
    "allow authorize authorise grant permit erlauben freigeben genehmigen zulassen autoriser"
    " permitir autorizar autorizza toestaan"
    " 許可 允许 允許 授权 授權 허용 разрешить разрешаю дозволити"
    " zezwól zezwalam povolit povoliť tillåt tillad tillat salli izin"
)
# What leads from the name to the password.
ONWARD = words(
    "continue next proceed weiter fortfahren continuer suivant siguiente continuar continua avanti"
    " avançar seguinte próximo volgende doorgaan verder далее продолжить 続行 次へ 继续 下一步"
    " 다음 계속 dalej další nästa neste næste seuraava jatka ileri devam"
)
_AGREE = words(
    "accept agree allow approve authorize confirm consent continue go grant log login next ok sign"
    " signin submit yes verify"
    " absenden einloggen enter fortsetzen senden"
    " akzeptieren anmelden bestätigen einverstanden einwilligen erlauben freigeben genehmigen ja"
    " weiter zulassen zustimmen"
    " accepte accepter accord autorise autoriser connecter connexion continuer oui suivant valider"
    " acepto aceptar acceder acuerdo autorizar continuar entrar iniciar permitir sí siguiente"
    " accedi accetta accetto autorizza avanti consenti consento continua sì"
    " aceitar aceito avançar concordo sim akkoord inloggen toestaan volgende doorgaan"
    " ログイン サインイン 続行 許可 次へ 同意 承認 承諾 確認 はい"
    " 登录 登入 下一步 允许 允許 授权 授權 确认 确定 是"
    " 로그인 확인 허용 동의 승인 계속 다음 예"
    " войти далее разрешить разрешаю согласен согласна принять подтвердить продолжить да"
    " увійти дозволити погоджуюсь так"
    " akceptuję akceptuj zezwól zezwalam zgadzam zgoda tak dalej zaloguj potwierdź"
    " povolit povoliť souhlasím súhlasím ano áno přijmout prijať pokračovat přihlásit další"
    " tillåt godkänn godkänner acceptera fortsätt samtycker logga tillad godkend accepter fortsæt"
    " tillat godta fortsett samtykker logg salli hyväksy hyväksyn kyllä jatka kirjaudu"
    " izin kabul onayla evet devam engedélyez elfogad αποδοχή"
)
AGREE = _AGREE | GRANT | ONWARD
REFUSE = words(
    "abort back cancel canceled cancelled decline denied deny disagree dismiss don dont false later"
    " never no nope not refuse refused reject rejected skip"
    " nicht später überspringen pas jamais plus nunca niet"
    " abbrechen ablehnen nein verbieten verwehren verweigern verwerfen zurück"
    " annuler non refuse refuser retour"
    " atrás cancelar denegar rechazar rechazo annulla indietro nega rifiuta rifiuto"
    " não recusar recuso voltar annuleren nee terug weigeren"
    " キャンセル 拒否 却下 戻る しない ません いいえ"
    " 後で スキップ 稍后 稍後 暂不 以后再说 跳过 나중에 다음에 позже"
    " 取消 拒绝 拒絕 返回 不同意 不允许 不允許 不授权 否"
    " 취소 거부 거절 안함 않음 않습니다 않기 아니요 아니오 뒤로"
    " не нет отказать отказаться отклонить отмена отменить запретить назад ні відхилити скасувати"
    " nie odrzuć anuluj odmów odmawiam wstecz ne zrušit zrušiť odmítnout odmietnuť zakázat zpět"
    " neka avböj avbryt avvisa nej inte afvis afslå annuller ikke nei avslå tilbake tilbage"
    " hylkää kiellä peruuta ei takaisin reddet iptal hayır vazgeç etme etmiyorum verme"
    " elutasít elutasítom mégse nem απόρριψη άκυρο"
)
# What an application is denied; who goes back, or cancels, may be asked anything.
DENY = words(
    "decline deny disagree not reject refuse ablehnen nein verwehren verweigern refuser denegar"
    " rechazar nega rifiuta não recusar weigeren 拒否 却下 許可しない 拒绝 拒絕 不允许 거부 거절"
    " отказать отклонить запретить odrzuć odmów neka afvis hylkää reddet odmítnout"
)
# Buttons that lead to something else than what the form is for.
ASIDE = words(
    "apple create facebook forgot forgotten github google language linkedin magic microsoft passkey"
    " qr recover register resend reset saml search show signup social sso toggle up webauthn"
    " registrieren vergessen suchen"
    " anzeigen demo gast help hilfe"
    " details edit learn manage erfahren savoir saber"
)
SIGN_UP = words("create enroll enrol join register registration signup registrieren inscription")
LOG_IN = words("in log login signin sign anmelden connexion entrar")
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
FORGOT = pattern_of(
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
MESSAGE = pattern_of(
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
ELSEWHERE = pattern_of(
    r"\b(?:delete|remove|revoke|unlink|disconnect|deactivate|(?:un)?subscribe|search|find"
    r"|(?:log|sign) ?-?(?:out|off)|löschen|entfernen|abmelden|suchen|abonnieren)\b",
    r"déconnect|déconnexion|cerrar sesión|\b(?:ausloggen|uitloggen|afmelden|wyloguj|odhlásit)\b"
    r"|\blogga ut\b|\blogg? ?ut\b|kirjaudu ulos|ログアウト|サインアウト|退出登录|登出|로그아웃",
    r"\bas (?:a )?guest\b|\bals gast\b|qu.invitée?\b|como (?:invitado|convidado)|come ospite|ゲスト"
    r"|游客|как гость",
    r"\bnewsletter\b|\bs.abonner\b|suscrib|\bassinar\b|подписаться|購読|订阅|구독",
    r"\bfree trial\b|\b(?:request|book|schedule|get) (?:a )?demo\b|\bnotify me\b"
    r"|\bwait(?:ing)? ?list\b|\bcontact (?:us|sales)\b",
    FORGOT.pattern,
    MESSAGE.pattern,
)
SIGNS_IN_TO = re.compile(r"\W*(?:log|sign)[ -]?in to\b", re.IGNORECASE)
# A way past a page that only offers something.
LATER = re.compile(
    r"\b(?:later|skip|not now|no,? thanks|remind me)\b|später|überspringen|nicht jetzt|jetzt nicht"
    r"|plus tard|ignorer|más tarde|omitir|ahora no|più tardi|depois|overslaan|後で|スキップ"
    r"|稍后|跳过|позже|暂不|以后再说|나중에|다음에",
    re.IGNORECASE,
)
# "Accept, and do not ask again" agrees.
NO_MORE = pattern_of(
    r"\b(?:do not|don.?t|never) (?:ask|show|remind)\b[^,.]*",
    r"\bnicht (?:mehr|wieder|erneut) (?:frag|zeig|anzeig)\w*",
    r"\bne plus (?:me )?(?:demander|afficher)",
    r"больше не (?:спрашивать|показывать)",
    r"不再(?:询问|提示|显示|詢問)|(?:今後|次回から)[^,、]*しない",
)
LOG_OUT = words(
    "logout logoff off out signoff signout end abmelden ausloggen déconnecter déconnexion cerrar"
    " esci sair uitloggen afmelden ログアウト サインアウト 退出登录 登出 로그아웃"
    " выйти wyloguj odhlásit"
)

# The whole of what is written where somebody who is signed in gets out.
WAY_OUT = re.compile(
    r"\W*(?:(?:log|sign)[ -]?(?:me )?(?:out|off)|abmelden|ausloggen|uitloggen|afmelden"
    r"|(?:se |me )?déconne(?:cter|xion)|cerrar sesión|esci|disconnetti|sair|terminar sessão"
    r"|ログアウト|サインアウト|退出登录|注销|выйти)\W*\Z",
    re.IGNORECASE,
)

KNOWN = AGREE | REFUSE | DENY | ASIDE | SIGN_UP | LOG_OUT
# One that may be a part of another word is none.
PARTS = frozenset(one for one in KNOWN if UNSPACED.search(one) and len(one) > 1)
