"""Login pages as more products build them, each with what only it does; every word is ours."""

from suites.harness.given.login_pages import BOTH, DONE, PASSWORD, TOLD, USER, Shape, form

PRODUCTS = {
    "as AD FS builds it: a button that is none, and a second form": Shape(
        {
            "/start": '<form method="post" id="loginForm" action="/login">'
            '<input id="userNameInput" name="UserName" type="email" placeholder="a@example.com">'
            '<input id="passwordInput" name="Password" type="password" placeholder="Password">'
            '<input id="optionForms" type="hidden" name="AuthMethod" value="Forms">'
            '<span id="submitButton" role="button" onclick="return Login.submit();">Sign in</span>'
            '</form><form id="options" method="post" action="/options">'
            '<input id="optionSelection" type="hidden" name="AuthMethod"></form>'
            "<script>var Login = {}; Login.submit = function () {"
            "document.getElementById('loginForm').submit(); return false; };</script>",
            "/login": "<title>Working</title>"
            + form(
                '<input type="hidden" name="wresult" value="w">'
                '<noscript><input type="submit" value="Submit"></noscript>',
                "/acs",
            )
            + "<script>window.setTimeout('document.forms[0].submit()', 0);</script>",
            "/acs": DONE,
        },
        {
            "login": {"UserName": USER, "Password": PASSWORD, "AuthMethod": "Forms"},
            "acs": {"wresult": "w"},
        },
    ),
    "as Entra builds it: a password out of sight, and a question at the end": Shape(
        {
            "/start": "<style>.away { position: fixed; bottom: 0; right: 0; height: 0 !important; "
            "width: 0 !important; opacity: 0; overflow: hidden }</style>"
            + form(
                '<input name="loginfmt" type="text" aria-label="Enter your email or phone">'
                '<input name="passwd" type="password" class="away" aria-hidden="true">'
                '<input type="hidden" name="flow" value="f"><input type="submit" value="Next">',
                "/name",
            ),
            "/name": form(
                '<input type="hidden" name="loginfmt" value="ada"><input name="passwd" '
                'type="password" placeholder="Password"><input type="submit" value="Sign in">'
            ),
            "/login": "<title>Sign in to your account</title><h1>Stay signed in?</h1>"
            + form(
                '<input type="checkbox" name="DontShowAgain" value="true">'
                '<input type="submit" name="stay" value="No">'
                '<input type="submit" name="stay" value="Yes">',
                "/kmsi",
            ),
            "/kmsi": DONE,
        },
        {
            "name": {"loginfmt": USER, "passwd": "", "flow": "f"},
            "login": {"loginfmt": USER, "passwd": PASSWORD},
            "kmsi": {"DontShowAgain": "true", "stay": "Yes"},
        },
    ),
    "as Shibboleth builds it: a page before, and what is released": Shape(
        {
            "/start": '<body onload="doLoad()"><form name="form1" method="post" action="/storage">'
            '<input type="hidden" name="csrf_token" value="c"><noscript><input type="submit" '
            'name="_eventId_proceed" value="Continue"></noscript></form>'
            "<script>function doLoad() { document.form1.submit(); }</script></body>",
            "/storage": "<title>Web Login Service</title>"
            + form(
                "<legend>Login to Acme</legend>"
                '<label for="username">Username</label><input id="username" name="j_username">'
                '<label for="password">Password</label>'
                '<input id="password" name="j_password" type="password">'
                '<input type="checkbox" name="donotcache" value="1">'
                '<input type="checkbox" name="revoke" value="true">'
                '<button name="_eventId_proceed">Login</button>'
            ),
            "/login": "<title>Information Release</title>"
            + form(
                "<table><tr><td>mail</td><td>ada@example.com</td></tr></table>"
                '<input type="radio" name="ask" value="always">'
                '<input type="radio" name="ask" value="changes" checked>'
                '<input type="submit" name="_eventId_rejected" value="Reject">'
                '<input type="submit" name="_eventId_proceed" value="Accept">',
                "/release",
            ),
            "/release": DONE,
        },
        {
            "login": {"j_username": USER, "j_password": PASSWORD, "_eventId_proceed": ""},
            "release": {"ask": "changes", "_eventId_proceed": "Accept"},
        },
    ),
    "as Zitadel builds it: registration first, and a second factor to put off": Shape(
        {
            "/start": "<h1>Welcome back</h1>"
            + form(
                '<label for="loginName">Login name</label><input id="loginName" name="loginName">'
                '<button name="register" value="true">Register</button>'
                "<button>Next</button>",
                "/name",
            ),
            "/name": "<h1>Password</h1>"
            + form(
                '<input type="hidden" name="loginName" value="ada">'
                '<input type="password" name="password" autocomplete="current-password">'
                '<a href="/reset">Reset</a><button name="back" value="1">Back</button>'
                "<button>Next</button>"
            ),
            "/login": "<h1>Set up two-factor authentication</h1>"
            + form(
                '<input type="radio" name="provider" value="0" checked>'
                '<button name="skip" value="true">Skip</button><button>Next</button>',
                "/mfa",
            ),
            "/mfa": DONE,
        },
        {
            "name": {"loginName": USER},
            "login": {"loginName": USER, "password": PASSWORD},
            "mfa": {"provider": "0", "skip": "true"},
        },
    ),
    "as Kratos builds it: a code offered in the same form": Shape(
        {
            "/start": form(
                '<input type="hidden" name="csrf_token" value="c"><input name="identifier" '
                'placeholder="Email"><button name="method" value="code">Send sign in code</button>'
                '<input name="password" type="password" autocomplete="current-password">'
                '<button name="method" value="passkey">Sign in with passkey</button>'
                '<button name="method" value="password">Sign in with password</button>'
            )
            + form('<button name="provider" value="github">Sign in with GitHub</button>', "/ext"),
            "/login": DONE,
        },
        {
            "login": {
                "csrf_token": "c", "identifier": USER, "password": PASSWORD, "method": "password",
            },
        },
    ),
    "as Dex builds it: a form for yes, one for no": Shape(
        {
            "/start": "<h2>Log in to Your Account</h2>"
            + form(
                '<div><label for="login">Email Address</label></div>'
                '<input id="login" name="login" placeholder="email address">'
                '<input id="password" name="password" type="password"><button>Login</button>'
            ),
            "/login": "<h2>Grant Access</h2><div>Acme would like to:</div>"
            + form(
                '<input type="hidden" name="approval" value="rejected"><button>Cancel</button>',
                "/approval",
            )
            + form(
                '<input type="hidden" name="approval" value="approve">'
                "<button>Grant Access</button>",
                "/approval",
            ),
            "/approval": DONE,
        },
        {"login": {"login": USER, "password": PASSWORD}, "approval": {"approval": "approve"}},
    ),
    "as GitLab builds it: buttons to others, and a form that denies": Shape(
        {
            "/start": form(
                '<input type="hidden" name="authenticity_token" value="a">'
                '<label for="user_login">Username or primary email</label>'
                '<input id="user_login" name="user[login]"><label for="user_password">Password'
                '</label><input id="user_password" name="user[password]" type="password">'
                '<input type="hidden" name="user[remember_me]" value="0">'
                "<button>Sign in</button>"
            )
            + form("<button>Google</button>", "/users/auth/google")
            + form("<button>SAML</button>", "/users/auth/saml"),
            "/login": "<title>Authorize required</title><h3>Acme Sign-in Requests</h3>"
            + form(
                '<input type="hidden" name="_method" value="delete"><button>Deny</button>', "/deny"
            )
            + form("<button>Authorize Acme</button>", "/grant"),
            "/grant": DONE,
        },
        {
            "login": {
                "authenticity_token": "a", "user[login]": USER, "user[password]": PASSWORD,
                "user[remember_me]": "0",
            },
            "grant": {},
        },
    ),
    "as WordPress builds it": Shape(
        {
            "/start": '<form name="loginform" action="/login" method="post">'
            '<label for="user_login">Username or Email Address</label>'
            '<input id="user_login" name="log" autocomplete="username">'
            '<label for="user_pass">Password</label>'
            '<input id="user_pass" name="pwd" type="password" autocomplete="current-password">'
            '<button type="button" aria-label="Show password">o</button>'
            '<input name="rememberme" type="checkbox" value="forever">'
            '<input type="submit" name="wp-submit" value="Log In"></form>'
            '<p><a href="/register">Register</a> | <a href="/lost">Lost your password?</a></p>',
            "/login": DONE,
        },
        {"login": {"log": USER, "pwd": PASSWORD, "wp-submit": "Log In"}},
    ),
    "as Keycloak builds it, with a consent": Shape(
        {
            "/start": "<title>Sign in to Demo</title>"
            + form(BOTH + '<input type="submit" name="login" value="Sign In">'),
            "/login": "<title>Sign in to Demo</title><h1>Grant Access to Passkey Vault</h1>"
            + form(
                '<input type="hidden" name="code" value="c"><ul><li>User roles</li></ul>'
                '<input name="accept" type="submit" value="Yes">'
                '<input name="cancel" type="submit" value="No">',
                "/consent",
            ),
            "/consent": DONE,
        },
        {"login": TOLD | {"login": "Sign In"}, "consent": {"code": "c", "accept": "Yes"}},
    ),
}  # fmt: skip
