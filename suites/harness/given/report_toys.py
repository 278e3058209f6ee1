"""A toy suite for the tests of the reports: it fulfils the contract with canned findings.

`CONFTEST` is the conftest.py of such a project. Its checks carry their outcome in a marker:
`@pytest.mark.toy("area/slug", "FAILED")`, on the target that the fixture `target` names.
"""

CONFTEST = """
import pytest

pytest_plugins = ["reports.plugin"]


def pytest_configure(config):
    config.addinivalue_line("markers", "toy(id, outcome, broken=False): a canned check")


def pytest_generate_tests(metafunc):
    if "target" in metafunc.fixturenames:
        metafunc.parametrize("target", ["cognito", "okta"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    mark = item.get_closest_marker("toy")
    if mark is not None and report.when == "call":
        check, outcome = mark.args
        target = item.callspec.params["target"]
        report.ssoproof = told(check, target, outcome, report.nodeid)
        if outcome in ("WARNED", "KNOWN", "WAIVED", "REVIEW", "NOT_APPLICABLE", "NOT_RUN"):
            report.outcome = "skipped"
            report.wasxfail = outcome
            report.longrepr = None
    return report


def told(check, target, outcome, nodeid):
    number = sum(map(ord, check))
    return {
        "finding": {
            "check": check, "target": target, "outcome": outcome, "reason": "a toy reason",
            "expected": "one", "actual": "two", "where": "toy document, field",
            "exchanges": [f"{target}-{number}"], "fingerprint": "f", "duration_s": 0.001,
            "rerun": f"pytest {nodeid}", "remedy": "Change the toy.", "source": "",
        },
        "exchanges": [{
            "id": f"{target}-{number}", "target": target, "started_s": 0.1, "elapsed_ms": 1.5,
            "purpose": "discovery", "error": "", "jwts": [],
            "request": {"method": "GET", "url": "https://idp.example/x", "headers": [],
                        "body": "", "truncated": 0},
            "response": {"status": 200, "reason": "OK", "headers": [["a", "b"]], "body": "{}",
                         "truncated": 0, "bytes": 2, "sha256": ""},
        }],
        "target": {"name": target, "issuer": "https://idp.example", "vendor": "toy",
                   "profile": "wandb", "auth_method": "pkce", "requests": 1, "logins": 0,
                   "duration_s": 0.5},
    }


def pytest_ssoproof_catalogue(config):
    return [entry(name) for name in CHECKS]


def entry(name):
    return {
        "id": name, "title": f"The toy {name} works", "why": "Toys matter.", "level": "MUST",
        "severity": "high", "run_class": "safe", "area": name.partition("/")[0],
        "spec": [{"text": "Toys 1.0, 2", "url": "https://toys.example/1#2"}],
        "remedy": "Buy another.", "faults": ["BrokenToy"], "location": "toys/test_toys.py:1",
    }


CHECKS = [f"toys/check-{n}" for n in range(1, 5)]


def pytest_ssoproof_options(config):
    return {"HOST": "https://app.example"}


def pytest_ssoproof_faults(config):
    return [{"name": "BrokenToy", "says": "It is broken.", "caught_by": CHECKS}]


def pytest_ssoproof_notices(config, findings):
    return []
"""


def suite(*outcomes: str) -> str:
    """A test file with one check per outcome, each on both targets."""
    return "import pytest\n" + "".join(
        f"""
@pytest.mark.toy("toys/check-{number}", "{outcome}")
def test_toy_{number}(target):
    assert "{outcome}" not in ("FAILED", "ERRORED")
"""
        for number, outcome in enumerate(outcomes, start=1)
    )
