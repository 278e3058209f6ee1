"""What is written where somebody else lets the user in, or lets somebody else in."""

from fakes.user.words.buttons import pattern_of

# "Log in with GitHub", "Continue with Google", "Mit Apple anmelden".
OFFER = pattern_of(
    r"\b(?:log ?[io]n|sign ?[io]n|continue|login) (?:with|using|via|through|by) ",
    r"\bmit .{2,40} (?:anmelden|fortfahren)|\banmelden (?:mit|über) ",
    r"(?:se connecter|continuer|connexion|s.identifier) avec",
    r"(?:iniciar sesión|continuar|entrar|acceder) con |accedi con |(?:entrar|continuar) com ",
    r"\b(?:inloggen|aanmelden) met ",
    r"でログイン|使用.{1,20}登录|войти через",
)
# What is no offer of another: "Continue with e-mail", "Log in with a password".
OWN_WAY = pattern_of(
    r"\b(?:e-?mail(?:[ -]?address)?|pass-?word|user ?name|passwort|kennwort|benutzername"
    r"|mot de passe|contraseña|correo|senha|wachtwoord)\b(?![ -]?(?:link|code))",
    r"парол|密码|邮箱|パスワード|(?:メール|ID)\w{0,4}で",
)
# Ways that take no password, however they are offered.
OTHER_MEANS = pattern_of(
    r"\bsingle sign-?on\b|\bsso\b|\bkerberos\b|\bsmart ?card\b",
    r"\benterprise (?:log|sign)[ -]?[io]n\b",
)
# What leads from another way to log in to the password.
BY_PASSWORD = pattern_of(
    r"\b(?:use|enter|with|by|using|via)\b(?!.{0,12}(?:one|new|temporary)\b).{0,12}\bpassword\b"
    r"(?! manager)",
    r"\b(?:mit|per)\b.{0,12}\b(?:passwort|kennwort)\b",
    r"\b(?:passwort|kennwort) (?:verwenden|eingeben|nutzen)",
    r"\b(?:avec|utiliser|saisir)\b.{0,12}\bmot de passe",
    r"\b(?:con|usar|utilizar|com)\b.{0,12}\b(?:contraseña|senha)|\b(?:con|usa|utilizza)\b.{0,12}\bpassword",
    r"\bmet\b.{0,12}\bwachtwoord|wachtwoord gebruiken|\bс (?:помощью )?парол|\bпо паролю",
    r"パスワード(?:で|を使|を入力)|(?:使用|用).{0,4}密[码碼]|비밀번호(?:로|를 (?:사용|입력))",
)
# Help for who has none at hand.
TROUBLE = pattern_of(
    r"\b(?:problems?|trouble|help|can.?t|cannot|issues?|single-use)\b",
    r"\b(?:probleme?|hilfe|problèmes?|aide|problemas?|ayuda|problemi|aiuto|ajuda)\b",
)
# What changes who signs in, at the same provider: "Sign out and sign in with a different account".
ANOTHER_ACCOUNT = pattern_of(
    r"\b(?:different|another|other|that|ander\w*|autre|otr[ao]|altro|outr[ao])\b.{0,12}\b(?:account"
    r"|user|profile|konto|benutzer|compte|utilisateur|cuenta|usuario|utente|conta)",
    r"\bsome(?:one|body) else\b|\bnot you\b|\bswitch (?:account|user|profile)s?\b",
    r"\b(?:konto|benutzer) wechseln\b|\bchanger (?:de compte|d.utilisateur)\b",
    r"\bcambi\w+ (?:de )?(?:cuenta|usuario|account|utente)\b|\b(?:trocar|mudar) de conta\b",
    r"(?:другой|другая|другую) .{0,12}(?:аккаунт|запись|пользоват)|сменить (?:аккаунт|пользоват)",
    r"別の.{0,4}(?:アカウント|ユーザー)|(?:切换|其他|別的|切換).{0,2}(?:账|帐|帳|用户)|다른 계정",
)
