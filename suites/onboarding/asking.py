"""Questions to whoever sets a target up: each has an option, a default, and a rule."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO

Rule = Callable[[str], str]
YES = ("y", "yes")
NO = ("n", "no")


class Unanswered(Exception):
    """There is no answer, or a wrong one; the message says by which option to give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is asked for: `option` answers it on the command line.

    `rule` returns the answer as it is kept, or raises ValueError, which says what to write. What is
    `optional` may be left empty, and what could be a secret by mistake is `hidden`.
    """

    option: str
    text: str
    default: str = ""
    rule: Rule | None = None
    optional: bool = False
    hidden: bool = False

    def shown(self, answer: str) -> str:
        """The answer as messages have it; a URL may have a password in it."""
        return "" if self.hidden or "@" in answer else answer

    def checked(self, answer: str) -> str:
        """The answer as it is kept. Raises ValueError."""
        answer = answer.strip()
        if not answer and not self.optional:
            raise ValueError("an answer is needed")
        return self.rule(answer) if self.rule and answer else answer


@dataclass(frozen=True)
class Answers:
    """Where answers come from: options first, then whoever is at the other end of standard input.

    With `defaults` nobody is asked: what no option says is as it is by default.
    """

    options: Mapping[str, str | None]
    defaults: bool
    input: TextIO = sys.stdin
    output: TextIO = sys.stdout

    def to(self, question: Prompt) -> str:
        """The answer to a question. Raises Unanswered.

        Whoever types a wrong one is asked again; one that was piped in ends it, since all that
        follow would be out of step.
        """
        given = self.options.get(question.option)
        if given is not None:
            return self._checked(question, given)
        if self.defaults:
            return self._checked(question, question.default)
        while True:
            answer = self._asked(question) or question.default
            try:
                return question.checked(answer)
            except ValueError as wrong:
                if not self.input.isatty():
                    raise wrongly(question, answer, wrong) from None
                print(f"   {wrong}", file=self.output)

    def unasked(self, question: Prompt) -> str:
        """What its option says, else its default. Raises Unanswered."""
        given = self.options.get(question.option)
        return self._checked(question, question.default if given is None else given)

    def agrees(self, option: str, text: str) -> bool:
        """Whether a question is answered by yes. Raises Unanswered."""
        rule = Prompt(option=option, text=f"{text} (yes or no)", default="no", rule=yes_or_no)
        return self.to(rule) in YES

    def _checked(self, question: Prompt, answer: str) -> str:
        try:
            return question.checked(answer)
        except ValueError as wrong:
            raise wrongly(question, answer, wrong) from None

    def _asked(self, question: Prompt) -> str:
        shown = f" [{question.default}]" if question.default else ""
        print(f"{question.text}{shown}: ", end="", flush=True, file=self.output)
        line = self.input.readline()
        if not self.input.isatty():
            print(question.shown(line.strip()), file=self.output)
        if not line:
            raise Unanswered(
                f"the input ended before “{question.text}”; --{question.option} says it"
            )
        return line.strip()


def wrongly(question: Prompt, answer: str, wrong: ValueError) -> Unanswered:
    """What to raise for a wrong answer."""
    told = f"--{question.option} {question.shown(answer)}".rstrip()
    return Unanswered(f"{told}: {wrong}")


def yes_or_no(answer: str) -> str:
    """Raises ValueError for anything else."""
    if answer.lower() not in (*YES, *NO):
        raise ValueError("write yes or no")
    return answer.lower()
