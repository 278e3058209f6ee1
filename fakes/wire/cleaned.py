"""Texts that were cleaned of secrets, each remembered until a secret is learnt that it holds.

Names and values of headers come again and again.
"""

from collections.abc import Callable

LONGEST = 200
MOST = 50_000
# A text that was cleaned when so many secrets less were known is cleaned anew.
MOST_COMPARED = 500


class CleanedTexts:
    """What short texts were cleaned to, and the secrets in the order in which they were learnt."""

    def __init__(self) -> None:
        self.secrets: list[str] = []
        self._texts: dict[str, tuple[str, int]] = {}

    def cleaned(self, text: str, clean: Callable[[str], str]) -> str:
        """`text` as `clean` returns it, or returned it when the same secrets of it were known."""
        if len(text) > LONGEST:
            return clean(text)
        # What is learnt from the text itself is compared with it when it comes again.
        known = len(self.secrets)
        found, before = self._texts.get(text, ("", -1))
        if before < 0 or self._is_stale(text, before):
            found = clean(text)
        if len(self._texts) >= MOST:
            self._texts.clear()
        self._texts[text] = (found, known)
        return found

    def _is_stale(self, text: str, known: int) -> bool:
        """Whether `text`, cleaned when so many secrets were `known`, may hold one of the others."""
        if known == len(self.secrets):
            return False
        newer = self.secrets[known:]
        return len(newer) > MOST_COMPARED or any(secret in text for secret in newer)
