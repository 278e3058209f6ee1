"""Login pages that a person finishes, with something on them that a program may misread.

Every word is ours.
"""

from suites.harness.given.login_pages import BOTH, DONE, TOLD, USER, Shape, form

LOGIN = form(BOTH + "<button>Sign in</button>")
NEXT = "<button>Next</button>"
PASSWORD_PAGE = form('<input type="password" name="password"><button>Sign in</button>')
TOLD_PASSWORD = {"password": TOLD["password"]}


def beside(html: str, **more: str) -> Shape:
    """A login page where `html` stands in the form; `more` is sent with name and password."""
    return Shape(
        {"/start": form(BOTH + html + "<button>Continue</button>"), "/login": DONE},
        {"login": TOLD | more},
    )


def above(html: str) -> Shape:
    """A login page with `html` above a form whose button says nothing of a login."""
    return Shape(
        {"/start": html + form(BOTH + "<button>Continue</button>"), "/login": DONE}, {"login": TOLD}
    )


def name_first(html: str, **more: str) -> Shape:
    """A page with `html`, in which a form asks for the name alone."""
    return Shape(
        {"/start": html, "/name": PASSWORD_PAGE, "/login": DONE},
        {"name": {"username": USER} | more, "login": TOLD_PASSWORD},
    )


def with_field(field: str, name: str) -> Shape:
    """A login page whose `field` of that name, of whatever form, asks who the user is."""
    fields = field + '<input type="password" name="password"><button formnovalidate>In</button>'
    return Shape(
        {"/start": form(fields), "/login": DONE},
        {"login": {name: USER, "password": TOLD["password"]}},
    )


def after_login(html: str, **sent: str) -> Shape:
    """A page after the login with a form to /ok, or a link."""
    return Shape({"/start": LOGIN, "/login": html, "/ok": DONE}, {"login": TOLD, "ok": sent})


NAMED = '<input name="username">'
MISREAD = {
    # What is written on a page.
    "words after the form": after_login(
        "<title>Acme</title>"
        + form("<button>Continue</button>", "/ok")
        + "<div>Locked out of your account? Too many attempts? Call us.</div>"
    ),
    "headings of a footer": after_login(
        "<title>Acme</title>"
        + form("<button>Continue</button>", "/ok")
        + "<footer><h3>Your account is locked</h3><h3>Set up a passkey</h3></footer>"
    ),
    "a title and a heading that have nothing to do with each other": after_login(
        "<title>Your account</title><h1>Locked Doors Ltd</h1>"
        + form("<button>Continue</button>", "/ok")
    ),
    "an account that would be locked": after_login(
        "<title>Acme</title><p>If your account is locked, call us. After three wrong passwords "
        "your account will be locked.</p>" + form("<button>Continue</button>", "/ok")
    ),
    "an account that would be locked, in Japanese": after_login(
        "<title>Acme</title><p>アカウントがロックされた場合はご連絡ください。</p>"
        + form("<button>次へ</button>", "/ok")
    ),
    "a code that nobody asks for, in French": after_login(
        "<title>Acme</title><p>Cet appareil est connu. Aucun code n'est demandé.</p>"
        + form("<button>Continuer</button>", "/ok")
    ),
    "a gateway that speaks of its upstream": after_login(
        "<p>An error occurred while connecting to the upstream. It is tried once more.</p>"
        + form("<button>Continue</button>", "/ok")
    ),
    "links of the application beside a consent": after_login(
        '<h1>Acme</h1><a href="/oauth/apps">Apps</a><a href="/oauth/tokens">Tokens</a>'
        + form('<button name="do" value="yes">Allow</button>', "/ok"),
        do="yes",
    ),
    "a language that is chosen beside a consent": after_login(
        form(
            '<select name="language"><option>en</option></select>'
            '<button name="do" value="yes">Allow</button>',
            "/ok",
        ),
        language="en",
        do="yes",
    ),
    "a link to the login page": Shape(
        {"/start": '<h1>Welcome</h1><a href="/form">Sign in</a>', "/form": LOGIN, "/login": DONE},
        {"login": TOLD},
    ),
    "a link that goes on": after_login(
        '<p>You are in.</p><a href="/ok?do=on">Continue</a>', do="on"
    ),
    # Captchas that nobody has to answer.
    "a badge of a captcha": beside(
        '<div class="grecaptcha-badge"><div><iframe src="/captcha/badge"></iframe></div></div>'
    ),
    "a captcha that is invisible by its address": beside(
        '<iframe src="/captcha/anchor?size=invisible"></iframe>'
    ),
    "a captcha for those who look suspicious": beside(
        '<div class="cf-turnstile" data-appearance="interaction-only"></div>'
    ),
    "a captcha that is not shown": beside(
        '<div style="display: none"><div class="g-recaptcha"></div></div>'
    ),
    "a picture that is none to read": above('<img src="/captcha-free.png" alt="no captcha here">'),
    # What is there, and is not seen or not used.
    "a form in a closed dialog": name_first(
        "<dialog>" + form('<input name="email"><button>Write to us</button>', "/contact")
        + "</dialog>" + form(NAMED + NEXT, "/name")
    ),
    "a password in closed details": beside(
        "<details><summary>As somebody else</summary>"
        '<input type="password" name="other"></details>',
        other="",
    ),
    "a link in the summary of closed details": Shape(
        {
            "/start": "<details><summary>"
            '<a href="/form">Log in with a name</a></summary></details>',
            "/form": LOGIN,
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a password that is disabled with others": beside(
        '<fieldset disabled><p><input type="password" name="other"></p></fieldset>'
    ),
    "a name in the legend of what is disabled": Shape(
        {
            "/start": form(
                f"<fieldset disabled><legend>{NAMED}</legend></fieldset>"
                '<input type="password" name="password"><button>In</button>'
            ),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "fields that fade in": Shape(
        {
            "/start": "<style>@keyframes in { to { opacity: 1 } }"
            ".card { opacity: 0; animation: in 10ms forwards }</style>"
            f'<div class="card">{LOGIN}</div>',
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a text that nobody sees": name_first(
        form(f'{NAMED}<textarea name="device" style="display: none">x</textarea>{NEXT}', "/name"),
        device="x",
    ),
    "several frames": Shape(
        {
            "/start": '<iframe src="/news" width="300" height="200"></iframe>'
            '<iframe src="/frame" width="300" height="200"></iframe>',
            "/news": "<h1>News</h1>",
            "/frame": LOGIN,
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    # Forms and buttons for something else.
    "a form to a script": above(
        form("<button>Accept cookies</button>", "javascript:void(0)")
    ),
    "a form to write to somebody": name_first(
        form('<input name="email"><textarea name="text"></textarea><button>OK</button>', "/contact")
        + form(NAMED + NEXT, "/name")
    ),
    "a form to find an account": name_first(
        form('<input name="email"><button>Find my account</button>', "/find")
        + form(NAMED + NEXT, "/name")
    ),
    "a link by e-mail that is offered first": Shape(
        {
            "/start": form(
                BOTH + '<button name="do" value="mail">E-mail me a sign-in link</button>'
                '<button name="do" value="in">Sign in</button>'
            ),
            "/login": DONE,
        },
        {"login": TOLD | {"do": "in"}},
    ),
    "a form to make an account, told by its heading alone": Shape(
        {
            "/start": "<h2>Create your account</h2>"
            + form(BOTH + "<button>Continue</button>", "/join")
            + form(BOTH + "<button>Continue</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a page to make an account, with a link to the other": Shape(
        {
            "/start": "<h1>Sign up</h1>"
            + form('<input type="email" name="email"><button>Continue</button>', "/join")
            + '<p>You have one? <a href="/form">Log in</a></p>',
            "/form": LOGIN,
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a name that speaks of registration": above("<h1>Course Registration</h1>"),
    "an invitation to make an account": above(
        '<div><h2>Create an account</h2><a href="/join">Sign up</a></div>'
    ),
    "a heading of both": above("<h1>Sign up, or log in</h1>"),
    "a field for who has an account": Shape(
        {
            "/start": "<h1>Register</h1>"
            + form(
                f'{NAMED}<input type="password" name="password" autocomplete="current-password">'
                + NEXT
            ),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    # Codes that are none of an authenticator app.
    "a coupon": name_first(
        form(f'{NAMED}<label>Promo code <input name="x"></label>{NEXT}', "/name"), x=""
    ),
    "the code of a country": name_first(
        form(f'<input name="country_code" value="+33">{NAMED}{NEXT}', "/name"), country_code="+33"
    ),
    # Words of organizations in what asks for a user.
    "an address at a company, as an example": with_field(
        '<input type="email" name="email" placeholder="you@company.com">', "email"
    ),
    "a name with such an example": with_field(
        '<input name="UserName" placeholder="someone@company.com">', "UserName"
    ),
    "a name that the company gives": with_field(
        '<label>Company ID <input name="userid"></label>', "userid"
    ),
    "a number that the company gives": with_field(
        '<label>Matricule entreprise <input name="f1"></label>', "f1"
    ),
    "a team that signs in": with_field('<label>Team name <input name="f1"></label>', "f1"),
    "a name first, with an address at a company as an example": name_first(
        form(f'<input name="username" placeholder="name@company.com">{NEXT}', "/name")
    ),
    "an organization before the user": Shape(
        {
            "/start": form(
                '<label>Organization <input name="org" value="acme"></label>'
                '<label>Staff number <input name="f2"></label>'
                '<input type="password" name="password"><button>In</button>'
            ),
            "/login": DONE,
        },
        {"login": {"org": "acme", "f2": USER, "password": TOLD["password"]}},
    ),
    # Languages without spaces between words, and others.
    "Japanese": Shape(
        {
            "/start": form('<label>メールアドレスを入力<input name="a"></label>' + NEXT, "/name"),
            "/name": PASSWORD_PAGE,
            "/login": DONE,
        },
        {"name": {"a": USER}, "login": TOLD_PASSWORD},
    ),
    "Russian": Shape(
        {
            "/start": form(
                '<label>Логин<input name="a"></label>'
                '<label>Пароль<input type="password" name="code"></label><button>Войти</button>'
            ),
            "/login": DONE,
        },
        {"login": {"a": USER, "code": TOLD["password"]}},
    ),
}  # fmt: skip
