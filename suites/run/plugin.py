"""The suite as a pytest plugin: options, targets, selection, and from outcomes to reports."""

from collections.abc import Generator, Iterator
from contextlib import ExitStack
from types import ModuleType
from typing import Any

import pytest

from fakes.user.login import BrowserMissing
from fakes.vendors import ProductError
from suites.checks.catalogue import catalogue, suite_of, suites
from suites.checks.check import Check, check_of
from suites.checks.suite import Suite
from suites.run import garbage, not_applicable
from suites.run.collecting import checks_asked_for, suites_of
from suites.run.ending import TimeLimit, sigterm_as_sigint, undisturbed
from suites.run.items import check_in, is_last, name_of_target, target_name, turn
from suites.run.listing import print_catalogue, print_settings, print_terraform
from suites.run.options import presume_taken, wanted
from suites.run.planning import Selected, planned
from suites.run.reporting import Judged, interrupts, told
from suites.run.running import Subjects
from suites.targets.reading import SettingsError
from suites.verdicts.judge import controlled, require

SUBJECTS = pytest.StashKey[Subjects]()
STAYED = pytest.StashKey[dict[str, list[str]]]()
EVIDENCE = pytest.StashKey[list[str]]()
# So much less of its own lines pytest prints that none is left.
QUIET = -2


def pytest_configure(config: pytest.Config) -> None:
    config.stash[STAYED] = {}
    config.addinivalue_line("markers", "check(id, *, level, severity): a conformance check")
    try:
        chosen = [suites()[name] for name in suites_of(config)]
        presume_taken(config, chosen)
        config.stash[SUBJECTS] = Subjects(
            chosen,
            wanted(config),
            config.getoption("--login"),
            TimeLimit(config.getoption("--time-limit")),
        )
    except (ProductError, SettingsError, BrowserMissing) as error:
        raise pytest.UsageError(str(error)) from None
    for suite in chosen:
        config.pluginmanager.register(fixture_of(suite))
    until_the_end = ExitStack()
    until_the_end.enter_context(sigterm_as_sigint())
    until_the_end.enter_context(garbage.seldom())
    config.add_cleanup(until_the_end.close)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Which fakes are judged: nobody is to take them for the products that they play."""
    subjects, told = config.stash[SUBJECTS], {}
    for suite in map(suites().__getitem__, suites_of(config)):
        fakes = [name for name in subjects.names(suite) if subjects.sources[name].embedded]
        if fakes:
            told[suite.judges] = f"judged: {', '.join(fakes)}: {suite.of_ours}"
    return list(told.values())


def fixture_of(suite: Suite[Any]) -> ModuleType:
    """A plugin with the fixture of a suite: what its checks get as their argument.

    It is a module, since pytest looks for fixtures in modules and classes alone.
    """

    @pytest.fixture(name=suite.fixture)
    def given(request: pytest.FixtureRequest) -> Iterator[object]:
        subjects = request.config.stash[SUBJECTS]
        subjects.presume_time()
        subject = subjects.get(suite, request.param)
        with subject.journal.scope() as request.node.stash[EVIDENCE]:
            require(request.function.check, subject)
            yield suite.given(subject)

    plugin = ModuleType(f"ssoproof fixture {suite.fixture}")
    vars(plugin)["given"] = given
    return plugin


def pytest_collection_finish() -> None:
    garbage.stays()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    """What was created at the targets is removed before anything is reported.

    After a run that was interrupted it is removed when all is reported, in little time.
    """
    garbage.stays()
    if session.exitstatus != pytest.ExitCode.INTERRUPTED:
        _clean_up(session.config)
        return (yield)
    with undisturbed():
        outcome = yield
    _clean_up_late(session.config)
    return outcome


def _clean_up(config: pytest.Config) -> None:
    stayed = config.stash[SUBJECTS].clean_up()
    config.stash[STAYED].update(stayed)
    if hasattr(config, "workeroutput"):
        config.workeroutput["ssoproof_stayed"] = stayed


def _clean_up_late(config: pytest.Config) -> None:
    reporter = config.pluginmanager.getplugin("terminalreporter")
    try:
        stayed = config.stash[SUBJECTS].clean_up(hurried=True)
    except KeyboardInterrupt:
        stayed = {"clean-up": ["it was interrupted, too."]}
    for name, texts in stayed.items() if reporter else ():
        for text in texts:
            reporter.write_line(f"left behind: {name}: {text}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """What a worker of a parallel run could not remove."""
    node.config.stash[STAYED].update(getattr(node, "workeroutput", {}).get("ssoproof_stayed", {}))


def pytest_unconfigure(config: pytest.Config) -> None:
    if SUBJECTS in config.stash:
        config.stash[SUBJECTS].close()
    garbage.stays()


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    if config.getoption("--plan"):
        alone(config)
    if config.getoption("--print-settings"):
        print_settings([suites()[name] for name in suites_of(config)], wanted(config))
        return pytest.ExitCode.OK
    if config.getoption("--terraform"):
        print_terraform([suites()[name] for name in suites_of(config)], wanted(config))
        return pytest.ExitCode.OK
    if not config.getoption("--list-checks"):
        return None
    chosen = checks_asked_for(config)
    print_catalogue(check for check in catalogue().values() if check.id in chosen)
    return pytest.ExitCode.OK


def alone(config: pytest.Config) -> None:
    """A plan is told by one process, and nothing beside it."""
    config.option.verbose = QUIET
    config.option.numprocesses, config.option.dist = 0, "no"
    # Where something could not be collected there is no plan, and then nothing may be run.
    config.option.continue_on_collection_errors = False


def pytest_ssoproof_plan(session: pytest.Session) -> list[dict[str, Any]] | None:
    """What the checks that are selected would do to each target."""
    if not session.config.getoption("--plan"):
        return None
    found: dict[tuple[str, str], list[Check]] = {}
    for item in session.items:
        one = check_in(item)
        if one is not None and isinstance(item, pytest.Function):
            name = target_name(item, suite_of(one))
            found.setdefault((one.suite, name), []).append(one)
    selected = [Selected(suites()[suite], name, ones) for (suite, name), ones in found.items()]
    return planned(selected, session.config.stash[SUBJECTS])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    one = check_of(metafunc.function)
    if one is not None:
        suite = suite_of(one)
        names = metafunc.config.stash[SUBJECTS].names_for(suite, one)
        metafunc.parametrize(suite.fixture, names, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    subjects = config.stash[SUBJECTS]
    # pytest makes one item of a check that concerns no target.
    items[:] = [
        one for one in items if not check_in(one) or name_of_target(one) in subjects.sources
    ]
    items.sort(key=lambda item: (subjects.turn(name_of_target(item)), turn(item)))
    if not any(check_in(item) for item in items):
        return
    ids = checks_asked_for(config)
    if not config.getoption("--check"):
        return
    kept = [item for item in items if (one := check_in(item)) and one.id in ids]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A check that does not concern its target, in a module that stays set up for the next one."""
    one = check_in(item)
    if one is None or not isinstance(item, pytest.Function) or is_last(item, nextitem):
        return None
    suite, subjects = suite_of(one), item.config.stash[SUBJECTS]
    subject = subjects.opened(suite, target_name(item, suite))
    if subject is None:
        return None
    why = not_applicable.unconcerned(one, subject, item.stash.setdefault(EVIDENCE, []))
    if why is None:
        return None
    not_applicable.end_at_setup(item, why)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """What a check found, or did not find, is believed where it is proved."""
    one = check_in(pyfuncitem)
    if one is None:
        return (yield)
    suite = suite_of(one)
    subject = pyfuncitem.config.stash[SUBJECTS].get(suite, target_name(pyfuncitem, suite))
    with controlled(one, subject, pyfuncitem.stash[EVIDENCE]):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> pytest.TestReport | None:
    """The report of the phase that decides a check; pytest makes all others."""
    one = check_in(item)
    if one is None or not isinstance(item, pytest.Function):
        return None
    subjects, suite = item.config.stash[SUBJECTS], suite_of(one)
    name = target_name(item, suite)
    subjects.took(name, call.duration)
    decides = call.when == "call" or (call.when == "setup" and call.excinfo is not None)
    if not decides or interrupts(call):
        return None
    judged = Judged(item, call, one, suite, name, item.stash.get(EVIDENCE, []))
    return told(judged, subjects)
