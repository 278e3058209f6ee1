"""Pages that stand between a login page and the application, as products build them.

Every word is ours. Each is what a user gets after name and password, by the kind that it is to be
taken for.
"""

from suites.harness.given.login_pages import BOTH, form

CODE = '<input name="code" autocomplete="one-time-code"><button>Verify</button>'
NEW = (
    '<input type="password" name="new"><input type="password" name="confirm"><button>Save</button>'
)
GO = "<button>Continue</button>"
BACK = '<button name="back" value="1">Cancel</button>'
BOXES = "".join(f'<input name="c{n}" maxlength="1">' for n in range(6)) + GO
HIDDEN = ' <input type="password" name="x1"></label>' + GO


def headed(title: str, body: str) -> str:
    """A page with a title and a heading."""
    return f"<title>{title}</title><body><h1>{title}</h1>{body}</body>"


AFTER_PASSWORD = {
    "second factor: authenticator app": {
        "a field that says so": headed("Two-step verification", form(CODE, "/code")),
        "a field that only a label tells": headed(
            "Almost there", form('<label>Passcode <input name="x1"></label>' + GO, "/code")
        ),
        "a password field of a code": headed(
            "Verify", form('<input type="password" name="totp" placeholder="OTP">' + GO, "/code")
        ),
        "a field that a script shows": headed(
            "Code",
            form('<input type="hidden" id="otp" name="otp">' + GO, "/code")
            + "<script>document.getElementById('otp').type = 'text'</script>",
        ),
        "six boxes": headed("Almost there", form(BOXES, "/code")),
        "a message that is offered too": headed(
            "Authenticator app",
            f"<p>We can send you a code by text message too.</p>{form(CODE, '/code')}",
        ),
        "a password for one time, in Russian": headed(
            "Вход", form("<label>Одноразовый пароль" + HIDDEN, "/code")
        ),
        "a password for one time, in Japanese": headed(
            "認証", form("<label>ワンタイムパスワード" + HIDDEN, "/code")
        ),
        "an app, in French": headed(
            "Vérification",
            "<p>Saisissez le code de votre application.</p>"
            + form('<label>Code <input name="x1"></label>' + GO, "/code"),
        ),
    },
    "second factor: message": {
        "a text message": headed(
            "Check your phone", f"<p>We sent a code to +33 ***89.</p>{form(CODE, '/code')}"
        ),
        "an e-mail": headed(
            "Verify", f"<p>We emailed ada@example.com a code.</p>{form(CODE, '/code')}"
        ),
        "an app that is offered too": headed(
            "Verify",
            "<p>We sent you a code. You can use an authenticator app instead.</p>"
            + form(CODE, "/code"),
        ),
        "French": headed(
            "Vérification",
            f"<p>Un code vous a été envoyé par e-mail.</p>{form(CODE, '/code')}",
        ),
        "German": headed(
            "Bestätigung", f"<p>Wir haben Ihnen den Code geschickt.</p>{form(CODE, '/code')}"
        ),
        "Spanish": headed(
            "Verificación", f"<p>Hemos enviado un código a su móvil.</p>{form(CODE, '/code')}"
        ),
        "Japanese, by SMS": headed(
            "認証", f"<p>SMSで認証コードを送信しました。</p>{form(CODE, '/code')}"
        ),
        "Japanese, by e-mail, and a label alone": headed(
            "認証",
            "<p>メールに確認コードを送信しました。</p>"
            + form('<label>確認コード <input name="x1"></label>' + GO, "/code"),
        ),
        "Chinese": headed("验证", f"<p>验证码已发送到您的手机。</p>{form(CODE, '/code')}"),
        "before it is sent": headed(
            "Verify", "<p>We will send a code by SMS.</p>" + form(BACK + GO, "/send")
        ),
    },
    "second factor: push": {
        "a page that waits": headed("Approve sign in request", "<p>Open your Guard app.</p>"),
        "a button beside it": headed(
            "Approve the login", f"<p>A push notification is on its way.</p>{form(GO, '/poll')}"
        ),
        "a choice of languages before it": form(
            '<select name="language"><option>en</select><button>Go</button>', "/i18n"
        )
        + "<p>Open your Guard app and approve it there.</p>",
        "cookies to agree to before it": form("<button>Accept cookies</button>", "/cookies")
        + "<h1>Almost there</h1><p>Open your Guard app and approve it there.</p>",
        "a way back beside it": headed("Approve the login", form(BACK + GO, "/poll")),
    },
    "second factor: passkey": {
        "a security key": headed("Use your security key", form(GO, "/webauthn")),
        "as Keycloak builds it": headed(
            "Security key login",
            form('<input type="hidden" name="signature">', "/webauthn")
            + '<button type="button" id="start">Sign in with security key</button>'
            + form(
                '<input type="hidden" name="other" value="on"><a href="#" '
                'onclick="document.forms[1].requestSubmit()">Another way</a>',
                "/other",
            )
            + "<script>document.getElementById('start').onclick = () => { "
            "document.forms[0].requestSubmit(); };</script>",
        ),
    },
    "new password": {
        "two fields": headed("Change it", f"<p>Your password has expired.</p>{form(NEW, '/new')}"),
        "two fields, and no word": headed("Hello", form(NEW, "/new")),
        "German": headed("Neues Passwort", form(NEW, "/new")),
    },
    "enrolment": {
        "an app": headed(
            "Set up your authenticator app", f"<p>Scan the QR code.</p>{form(CODE, '/enrol')}"
        ),
        "more information": headed("More information required", form(GO, "/enrol")),
    },
    "unfinished account": {
        "a profile": headed(
            "Update account information",
            form('<label>First name <input name="first"></label>' + GO, "/profile"),
        ),
        "a profile with an address": headed(
            "Update Account Information",
            form(
                '<label>Email * <input name="email" value="a@example.com"></label>'
                '<label>First name * <input name="firstName"></label>'
                '<label>Last name * <input name="lastName"></label>' + GO,
                "/profile",
            ),
        ),
        "a profile, and no word": headed(
            "Almost there",
            form('<input type="email" name="mail"><input name="family">' + GO, "/profile"),
        ),
        "an address that is asked for": headed(
            "Update email", form('<label>Email <input name="email"></label>' + GO, "/profile")
        ),
        "an address": headed("Verify your e-mail", "<p>Follow the link in our mail.</p>"),
        "a code for the account itself": headed(
            "Confirm your account",
            f"<p>We have sent a code by e-mail to a***@e***.</p>{form(CODE, '/confirm')}",
        ),
    },
    "link by e-mail": {
        "a link that was sent": headed(
            "Check your e-mail", "<p>We've sent you a link. Open your mailbox to finish.</p>"
        ),
        "a link, and what it is for": headed(
            "Almost there", "<p>Click on the link in our mail to sign in.</p>"
        ),
        "a magic link": headed("Magic link", "<p>It was sent to a***@example.com.</p>"),
    },
    "page of its own": {
        "a dashboard": headed(
            "Welcome, Alice",
            '<p>My applications</p><a href="/wiki">Wiki</a><a href="/out">Sign out</a>',
        ),
        "a button that ends it": headed(
            "My account", "<p>Alice</p>" + form("<button>Log out</button>", "/end")
        ),
    },
    "organization": {
        "a name to type": headed(
            "Welcome",
            "<p>Enter your organization to continue.</p>"
            + form('<label>Organization name <input name="organizationName"></label>' + GO, "/o"),
        ),
        "a field that only words before it tell": headed(
            "Welcome", "<p>Enter your company domain.</p>" + form('<input name="d">' + GO, "/o")
        ),
        "a tenant, in German": headed(
            "Anmeldung", form('<label>Mandant <input name="m"></label>' + GO, "/o")
        ),
        "a company, in Japanese": headed(
            "ログイン", form('<label>会社ID <input name="k"></label>' + GO, "/o")
        ),
        "a workspace": headed(
            "Find your workspace", form('<label>Workspace URL <input name="ws"></label>' + GO, "/w")
        ),
    },
    "terms": {
        "terms of use": headed("Terms of use", form("<button>Accept</button>", "/terms")),
    },
    "account locked": {
        "a page": headed("Sorry", "<p>Your account has been locked.</p>"),
        "Japanese": headed("ログイン", "<p>アカウントがロックされています。</p>"),
        "Chinese": headed("登录", "<p>您的账号已被锁定。</p>"),
        "Russian": headed("Вход", "<p>Ваша учётная запись заблокирована.</p>"),
        "disabled": headed("Sign in", "<p>This user account is disabled.</p>"),
        "locked out": headed("Sorry", "<p>You are locked out of your account.</p>"),
        "locked, with a question": headed(
            "Sorry", "<p>Your account is locked. Is it a mistake? You may call us.</p>"
        ),
    },
    "captcha": {
        "a widget": headed("One more step", '<form><div class="h-captcha"></div></form>'),
        "a challenge": headed("Just a moment...", "<script>challenge()</script>"),
        "a picture to read": headed(
            "One more step", form('<img src="/captcha.png"><input name="seen">' + GO, "/seen")
        ),
    },
    "browser turned away": {
        "not secure": headed("Couldn't sign you in", "<p>This browser or app may not be secure."),
    },
    "proxy page": {
        "a web filter": headed("Web filter", "<p>Access was blocked by your organization.</p>"),
        "a hotspot": headed("Welcome", "<p>Sign in to the network to go on.</p>"),
    },
    "upstream provider": {
        "federation": headed("Error", "<p>Could not reach the identity provider.</p>"),
    },
    "session lost": {
        "a cookie": headed("Error", "<p>Cookie not found. Restart login.</p>"),
    },
    "identity provider": {
        "links": headed(
            "Welcome",
            '<a href="/sso/one">Continue with One</a><a href="/sso/two">Continue with Two</a>',
        ),
    },
    "form elsewhere": {
        "a code": headed("Two-step verification", form(CODE, "https://elsewhere.test/code")),
        "a name and a password": form(BOTH + GO, "https://elsewhere.test/login"),
    },
    "JavaScript": {
        "an empty page": headed("App", '<div id="root"></div><script src="/app.js"></script>'),
        "a frame beside nothing": headed(
            "App", '<div></div><iframe src="/news"></iframe><script src="/app.js"></script>'
        ),
        "a form to a script": headed(
            "App", form(CODE, "javascript:void(0)") + '<script src="/app.js"></script>'
        ),
    },
}
# What a user passes by, and how: the path that gets it.
OFFERS = {
    "a password that expires soon, by a script": (
        headed(
            "Hello",
            "<p>Your password will expire in 9 days.</p>"
            + form(
                '<div style="display:none"><input name="later" value=""></div>'
                '<a onclick="change()">Change it</a> <a onclick="later()">Change it later</a>',
                "/later",
            )
            + "<script>function later() { document.forms[0]['later'].value = 'yes';"
            " document.forms[0].submit(); }</script>",
        ),
        {"later": "yes"},
    ),
    "a password that expires soon, in German": (
        headed(
            "Ihr Passwort läuft in 5 Tagen ab",
            form(
                '<button name="do" value="now">Jetzt ändern</button>'
                '<button name="do" value="later">Später</button>',
                "/later",
            ),
        ),
        {"do": "later"},
    ),
    "a passkey, by a button": (
        headed(
            "Create a passkey",
            form(
                '<button name="do" value="make">Create</button>'
                '<button name="do" value="skip">Not now</button>',
                "/later",
            ),
        ),
        {"do": "skip"},
    ),
    "an app, by a link": (
        headed("Set up two-factor authentication", '<a href="/later?do=skip">Skip for now</a>'),
        {"do": "skip"},
    ),
}
