"""Which of the questions that people ask a check helps to answer: derived, and written nowhere."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import translate
from functools import cache

from suites.checks.check import Check
from suites.checks.specs import OPENID, SAML, Citation
from suites.checks.words import CRITICAL, HIGH, Question

# RFCs of OAuth 2.0, of JOSE and of JWT: what a provider conforms to, beside OpenID's own.
PROTOCOL = frozenset(
    f"rfc{number}"
    for number in (
        6749, 6750, 7009, 7515, 7516, 7517, 7518, 7519, 7521, 7523, 7591, 7592, 7636, 7662, 7797,
        8414, 8628, 8693, 8705, 8707, 9068, 9101, 9126, 9207, 9396, 9449, 9701,
    )
)  # fmt: skip
SECURITY = frozenset(
    (
        "rfc6819", "rfc8725", "rfc9325", "rfc9700", "asvs", "wstg",
        "s3-security", "sqs-security", "gcs-security", "pubsub-security", "azure-security",
        "redis-security", "kubernetes-secrets",
        "saml-security", "xxe",
    )
)  # fmt: skip
# Where specifications have their security considerations.
CONSIDERATIONS = {
    "core": "16", "discovery": "7", "registration": "9", "rp-logout": "6", "session": "6",
    "frontchannel": "5",
    "backchannel": "4", "rfc6265": "8", "rfc6749": "10", "rfc6750": "5", "rfc7009": "5",
    "rfc7515": "10", "rfc7517": "9", "rfc7518": "8", "rfc7519": "11", "rfc7523": "6",
    "rfc7591": "5", "rfc7592": "5", "rfc7636": "7", "rfc7662": "4", "rfc8252": "8",
    "rfc8414": "6", "rfc8628": "5", "rfc8693": "5", "rfc8705": "7", "rfc8707": "3",
    "rfc9110": "17", "rfc9101": "10", "rfc9126": "7", "rfc9207": "4", "rfc9449": "11",
}  # fmt: skip
NOTHING = r"(?!)"
# What is wrong with these areas keeps people out, and lets nobody in.
OF_DEPLOYMENTS = ("setting", "license", "bucket", "queue", "node", "events", "google",
                  "azure")  # fmt: skip
OF_WORKING = frozenset(("application", "discovery", "issuer", *OF_DEPLOYMENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What the answers rest on: the checks that try a known attack or answer a requirement of a
    standard of security, and globs of those that an application needs.
    """

    attacked: Collection[str]
    needed: Collection[str]

    def of(self, check: Check) -> list[Question]:
        """The questions that `check` helps to answer; it is at least one.

        It tells whether a target *conforms* if it cites a standard of the protocol, and whether it
        is *safe* if it tries a known attack, cites a text about security, or costs as much.
        """
        works = bool(_any_of(frozenset(self.needed)).match(check.id))
        costly = check.severity in (CRITICAL, HIGH) and check.area not in OF_WORKING and not works
        secures = costly or check.id in self.attacked or any(map(is_security, check.spec))
        conforms = any(map(is_protocol, check.spec))
        told = (
            (Question.WORKS, works or not (secures or conforms)),
            (Question.SAFE, secures),
            (Question.CONFORMS, conforms),
        )
        return [question for question, helps in told if helps]


@cache
def _any_of(globs: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)) or NOTHING)


def is_protocol(citation: Citation) -> bool:
    """Whether it is of a standard that a provider conforms to."""
    name = citation.reference.partition(":")[0]
    return name in OPENID or name in SAML or name in PROTOCOL


def is_security(citation: Citation) -> bool:
    """Whether it is of a text about security, or of a section that is."""
    name, _, section = citation.reference.partition(":")
    return name in SECURITY or section.partition(".")[0] == CONSIDERATIONS.get(name)
