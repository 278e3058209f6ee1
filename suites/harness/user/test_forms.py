"""Forms are read as a user agent reads them."""

from fakes.user.forms import forms_of

PAGE = """
<form id="op.logout" method="post" action="/end"><input type="hidden" name="xsrf" value="x"></form>
<form id="other" action="/other"><button form="op.logout" name="stray">Stay</button></form>
<button form="op.logout" name="logout" value="yes">Yes, sign me out</button>
"""


def test_a_control_belongs_to_the_form_that_it_names() -> None:
    logout, other = forms_of(PAGE, "https://op.example/session")
    assert [button.name for button in logout.buttons] == ["stray", "logout"]
    assert not other.buttons
    assert logout.submission({}) == [("xsrf", "x"), ("logout", "yes")]
