"""The application: as Authlib's documentation of its Flask client has one that signs users in.

Source: https://docs.authlib.org/en/latest/client/flask.html
"""

import os
from urllib.parse import urlsplit

from authlib.integrations.flask_client import OAuth, OAuthError
from flask import Flask, redirect, render_template_string, session, url_for
from flask.typing import ResponseReturnValue

app = Flask(__name__)
app.config.from_prefixed_env()
oauth = OAuth(app)
oauth.register(
    name="provider",
    server_metadata_url=f"{os.environ['OIDC_ISSUER']}/.well-known/openid-configuration",
    client_id=os.environ["OIDC_CLIENT_ID"],
    client_secret=os.environ["OIDC_CLIENT_SECRET"],
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)


@app.get("/")
def home() -> ResponseReturnValue:
    page = (
        "{% if user %}Hello {{ user.email or user.sub }}!{% else %}Nobody is signed in.{% endif %}"
    )
    return render_template_string(page, user=session.get("user"))


@app.get("/login")
def login() -> ResponseReturnValue:
    answer: ResponseReturnValue = oauth.provider.authorize_redirect(url_for("auth", _external=True))
    return answer


@app.get("/auth")
def auth() -> ResponseReturnValue:
    session["user"] = oauth.provider.authorize_access_token()["userinfo"]
    return redirect("/")


@app.get("/logout")
def logout() -> ResponseReturnValue:
    session.pop("user", None)
    return redirect("/")


@app.errorhandler(OAuthError)
def handle_error(error: OAuthError) -> ResponseReturnValue:
    return render_template_string("{{ error }}", error=error.error), 400


if __name__ == "__main__":
    app.run("127.0.0.1", urlsplit(os.environ["HOST"]).port, debug=False, load_dotenv=False)
