"""What readers of SARIF and of GitLab's code quality insist on, in our own words.

The properties of SARIF 2.1.0 are closed here to those that we write, by its sections 3.13 to 3.58;
what GitHub needs beyond it is in its documentation of SARIF support.
"""

from typing import Any


def closed(required: str, optional: str = "", **known: Any) -> dict[str, Any]:
    """An object with these members and no others."""
    names = [*required.split(), *optional.split()]
    return {
        "type": "object",
        "properties": {name: known.get(name, {}) for name in names},
        "required": required.split(),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any], least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": least}


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed("text", text=TEXT)
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = closed(
    "id shortDescription fullDescription help defaultConfiguration properties",
    "helpUri",
    id=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=closed("level", level=LEVEL),
    helpUri={"type": "string", "pattern": "^https?://"},
    properties={
        "type": "object",
        "required": ["tags"],
        "properties": {
            "tags": {"type": "array", "items": TEXT, "uniqueItems": True},
            "security-severity": {"type": "string", "pattern": r"^(10|\d)\.\d$"},
            "precision": {"enum": ["very-high", "high", "medium", "low"]},
            "problem.severity": {"enum": ["error", "warning", "recommendation"]},
        },
    },
)
LOCATION = closed(
    "physicalLocation logicalLocations",
    physicalLocation=closed(
        "artifactLocation region",
        artifactLocation=closed("uri", uri={"type": "string", "pattern": r"^[\w./-]+$"}),
        region=closed("startLine", startLine={"type": "integer", "minimum": 1}),
    ),
    logicalLocations=listed(closed("name kind", name=TEXT, kind=TEXT), 1),
)
RESULT = {
    **closed(
        "ruleId message locations partialFingerprints kind level",
        "ruleIndex baselineState suppressions properties",
        ruleId=TEXT,
        message=MESSAGE,
        ruleIndex={"type": "integer", "minimum": 0},
        locations={**listed(LOCATION, 1), "maxItems": 10},
        level=LEVEL,
        kind={"enum": ["fail", "review"]},
        partialFingerprints={
            "type": "object",
            "required": ["primaryLocationLineHash"],
            "additionalProperties": {"type": "string"},
        },
        baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
        suppressions=listed(
            closed(
                "kind status justification",
                kind={"enum": ["inSource", "external"]},
                status={"enum": ["accepted", "underReview", "rejected"]},
                justification={"type": "string"},
            )
        ),
        properties={"type": "object"},
    ),
    # SARIF 3.27.10: the level of what is no failure is none.
    "if": {"properties": {"kind": {"const": "review"}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
NOTE = closed(
    "descriptor level message", descriptor=closed("id", id=TEXT), level=LEVEL, message=MESSAGE
)
INVOCATION = closed(
    "executionSuccessful exitCode startTimeUtc toolExecutionNotifications",
    executionSuccessful={"type": "boolean"},
    exitCode={"type": "integer"},
    startTimeUtc={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
    toolExecutionNotifications=listed(NOTE),
)
DRIVER = closed(
    "name version rules", name={"const": "ssoproof"}, version=TEXT,
    rules={**listed(RULE), "uniqueItems": True},
)  # fmt: skip
SARIF = closed(
    "$schema version runs",
    version={"const": "2.1.0"},
    runs=listed(
        closed(
            "tool automationDetails invocations results",
            tool=closed("driver", driver=DRIVER),
            automationDetails=closed("id", id=TEXT),
            invocations=listed(INVOCATION, 1),
            results=listed(RESULT),
        ),
        1,
    ),
)
GITLAB = listed(
    closed(
        "description check_name fingerprint severity location",
        description=TEXT,
        check_name=TEXT,
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{32}$"},
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=closed(
            "path lines",
            path={"type": "string", "pattern": r"^(?!\./)[\w./-]+$"},
            lines=closed("begin", begin={"type": "integer", "minimum": 1}),
        ),
    )
)
