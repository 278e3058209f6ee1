"""Login pages whose fields only a person's way of looking finds; every word is ours."""

from starlette.responses import HTMLResponse

from suites.harness.given.login_pages import BOTH, DONE, PASSWORD, TOLD, USER, Shape, form

BY_SIGHT = {
    "names that say nothing, labels that do": Shape(
        {
            "/start": form(
                '<label for="T1">User name</label><input id="T1" name="IDToken1">'
                '<label for="T2">Password</label><input id="T2" type="password" name="IDToken2">'
                '<input type="hidden" name="goto"><input type="submit" name="Go" value="Log In">'
            ),
            "/login": DONE,
        },
        {"login": {"IDToken1": USER, "IDToken2": PASSWORD, "goto": "", "Go": "Log In"}},
    ),
    "names and labels that say nothing, and a place that does": Shape(
        {"/start": form('<input name="f1"><input type="password" name="f2">'), "/login": DONE},
        {"login": {"f1": USER, "f2": PASSWORD}},
    ),
    "an e-mail address, a phone number, or a name": Shape(
        {
            "/start": form(
                '<input name="token_or_phone" placeholder="Phone, email or username">'
                "<button>Next</button>", "/name",
            ),
            "/name": form('<input type="password" name="password"><button>Next</button>'),
            "/login": DONE,
        },
        {"name": {"token_or_phone": USER}, "login": {"password": PASSWORD}},
    ),
    "traps for robots": Shape(
        {
            "/start": "<style>.far { position: absolute; left: -9999px }</style>"
            + form(
                '<div class="far"><label>Email<input name="email"></label></div>'
                '<div style="display: none"><input name="user"><input type="password" name="p">'
                "</div>"
                '<input name="url" style="opacity:0">' + BOTH + "<button>In</button>"
            ),
            "/login": DONE,
        },
        {"login": TOLD | {"email": "", "user": "", "p": "", "url": ""}},
    ),
    "a name that a script copies": Shape(
        {
            "/start": '<form id="f" method="post" action="/login"><label>User</label>'
            '<input id="shown" name="shown"><input type="hidden" id="username" name="username">'
            '<input type="password" name="password"><button>In</button></form><script>'
            "document.getElementById('f').addEventListener('submit', () => {"
            "document.getElementById('username').value = document.getElementById('shown').value;"
            "});</script>",
            "/login": DONE,
        },
        {"login": TOLD | {"shown": USER}},
    ),
    "a link that is the button": Shape(
        {
            "/start": form(
                BOTH + '<input type="hidden" name="ok"><input type="hidden" name="reset">'
                '<a onclick="go();">Sign on</a> <a onclick="lost();">Trouble signing on?</a>'
            )
            + "<script>function go() { document.forms[0]['ok'].value = 'clicked'; "
            "document.forms[0].submit(); } function lost() { document.forms[0]['reset'].value = "
            "'clicked'; document.forms[0].submit(); }</script>",
            "/login": DONE,
        },
        {"login": TOLD | {"ok": "clicked", "reset": ""}},
    ),
    "a form to make an account before": Shape(
        {
            "/start": form('<h2>Join</h2><input type="email" name="new[email]"><input '
                'type="password" name="new[password]"><button>Register</button>', "/join")
            + form(BOTH + "<button>Sign in</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a ticket of the network asked for before": Shape(
        {
            "/start": HTMLResponse(
                '<body onload="document.forms[0].submit()"><form method="post" action="/plain">'
                "<noscript><input name=on type=submit value=Continue></noscript></form></body>",
                401, {"www-authenticate": "Negotiate"},
            ),
            "/plain": form(BOTH + "<button>In</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a frame": Shape(
        {
            "/start": '<h1>Welcome</h1><iframe src="/frame" width="400" height="300"></iframe>',
            "/frame": form(BOTH + "<button>In</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
    "a page of links to several login pages": Shape(
        {
            "/start": '<a href="/auth/local?rid=1"><button>Log in with a name</button></a>',
            "/auth/local": form(BOTH + "<button>In</button>"),
            "/login": DONE,
        },
        {"login": TOLD},
    ),
}  # fmt: skip
