"""Why somebody could not be signed in, in the words of a page."""


class SignInFailed(Exception):
    """A sign-in that ends here. The message is one sentence; the rest says what to do.

    `where` is what was read and from where, `expected` and `found` are what it should have said and
    did, `change` is the setting to change. `status` is that of the page.
    """

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        expected: str = "",
        found: str = "",
        change: str = "",
        status: int = 400,
    ) -> None:
        super().__init__(message)
        self.where = where
        self.expected = expected
        self.found = found
        self.change = change
        self.status = status

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Everything that is known, each with its label."""
        told = [
            ("Where", self.where),
            ("Expected", self.expected),
            ("Found", self.found),
            ("What to change", self.change),
        ]
        return [(label, text) for label, text in told if text]
