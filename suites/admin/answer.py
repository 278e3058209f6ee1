"""What an admin API answered, read by verbs: another form than known is not judged."""

from typing import Any, TypeVar

from suites.verdicts.expect import NotRun, shown

T = TypeVar("T")


class Answer:
    """A JSON object of an admin API. A member of another type than expected ends in NotRun."""

    def __init__(self, told: Any, name: str) -> None:
        """`name` says which answer it is, for messages."""
        self.name = name
        self._told: dict[str, Any] = self._of(dict, told, name, "an object")

    def __contains__(self, member: str) -> bool:
        return self._told.get(member) is not None

    def text(self, member: str, otherwise: str = "") -> str:
        return self._member(str, member, "a string", otherwise)

    def flag(self, member: str, otherwise: bool = False) -> bool:
        return self._member(bool, member, "true or false", otherwise)

    def texts(self, member: str) -> tuple[str, ...]:
        """A list of strings; none where there is no such member."""
        found = self._member(list, member, "a list of strings", [])
        return tuple(self._of(str, one, member, "a list of strings") for one in found)

    def part(self, member: str) -> "Answer":
        """An object in it, which has to be there."""
        return Answer(self._told.get(member), f"{self.name}, {member}")

    def part_if_any(self, member: str) -> "Answer":
        """An object in it; an empty one where there is no such member."""
        return self.part(member) if member in self else Answer({}, f"{self.name}, {member}")

    def parts(self, member: str) -> "list[Answer]":
        """A list of objects; none where there is no such member."""
        found = self._member(list, member, "a list of objects", [])
        return [Answer(one, f"{self.name}, {member}") for one in found]

    def _member(self, kind: type[T], member: str, words: str, otherwise: T) -> T:
        value = self._told.get(member)
        return otherwise if value is None else self._of(kind, value, member, words)

    def _of(self, kind: type[T], value: object, where: str, words: str) -> T:
        if not isinstance(value, kind):
            told = f"{where}: expected {words}, got {shown(value)}"
            raise NotRun(f"The admin API answered in a form that is not known here. {told}")
        return value
