"""The W&B-like application as a single-page application: nothing happens without JavaScript."""

from starlette.responses import JSONResponse, Response

from fakes.applications.homes import Application
from fakes.faults import Fault
from fakes.wire.request import Request

LOGIN = """<script>
fetch('/begin').then(answer => answer.json()).then(told => {
  sessionStorage.setItem('began', 'here'); location.href = told.url;
});
</script>"""
CALLBACK = """<p id="told">One moment</p><script>
if (sessionStorage.getItem('began') !== 'here') {
  document.getElementById('told').textContent = 'This login began elsewhere.';
} else {
  fetch('/complete' + location.search).then(answer => {
    if (answer.ok) location.replace('/');
    else document.getElementById('told').textContent = 'It was refused.';
  });
}
</script>"""
HOME = """<p id="told"></p><script>
fetch('/me').then(answer => answer.json()).then(told => {
  const text = told.email ? 'Signed in: ' + told.email : 'Nobody is here.';
  document.getElementById('told').textContent = text;
});
</script>"""


class Scripted(Application):
    """Every page is a script, which asks an API; it remembers in the window where a login began."""

    def answer(self, request: Request) -> Response:
        path = "/" + request.url.partition("://")[2].partition("/")[2]
        if path == "/begin":
            begun = super().login(request)
            return passed_on(JSONResponse({"url": begun.headers["location"]}), begun)
        if path == "/complete":
            request.url = request.url.replace("/complete", "/oidc/callback")
            done = super().answer(request)
            return passed_on(Response(status_code=200 if done.status_code == 303 else 403), done)
        if path == "/me":
            session = self.session_of(request)
            claims = {"email": session.claims["email"]} if session else {}
            return JSONResponse(claims, 200 if session else 401)
        pages = {"/login": LOGIN, "/oidc/callback": CALLBACK, "/": HOME}
        if path in pages:
            return Response(f"<!doctype html>{pages[path]}", media_type="text/html")
        return super().answer(request)


def passed_on(response: Response, of: Response) -> Response:
    """`response` with the cookies of another one."""
    cookies = [(name, value) for name, value in of.raw_headers if name == b"set-cookie"]
    response.raw_headers.extend(cookies)
    return response


SCRIPTED = Fault("scripted", "Nothing happens without JavaScript.", frozenset(), "", Scripted)
