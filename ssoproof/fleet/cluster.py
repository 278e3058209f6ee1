"""The workers of a fleet, of this machine or of a cluster that is there, and who has what to do."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from queue import Empty, Queue
from uuid import uuid4

import dask.config
from distributed import Client, Future, KilledWorker, LocalCluster, Security

from ssoproof.fleet.judging import Answer, judged
from ssoproof.fleet.order import Order, Task

TICK_S = 0.5
CONNECT_S = 30.0
# A task whose worker died is given to another worker once.
DEATHS = {"distributed.scheduler.allowed-failures": 1}
LOST = "Two workers died while it was judged, so it was not tried again."


class NoCluster(Exception):
    """There is no scheduler, or no worker; the message says what to do."""


class SchedulerLost(Exception):
    """The scheduler is gone in the middle; what has ended is kept."""


@contextmanager
def cluster(scheduler: str, workers: int) -> Iterator[Client]:
    """A client of the scheduler at an address, else of `workers` processes here, on loopback.

    Raises NoCluster.
    """
    # What Dask has to say of a worker that died, the fleet says in its own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with ExitStack() as opened, dask.config.set(DEATHS):
        if not scheduler:
            local = LocalCluster(
                n_workers=workers, threads_per_worker=1, host="127.0.0.1", memory_limit=None,
                dashboard_address=None, worker_dashboard_address=None,
                silence_logs=logging.CRITICAL, security=True,
            )  # fmt: skip
            opened.enter_context(local)
            yield opened.enter_context(connected(local.scheduler_address, local.security))
            return
        yield opened.enter_context(connected(scheduler))


def connected(scheduler: str, security: Security | None = None) -> Client:
    """A client of a scheduler that has a worker. Raises NoCluster."""
    try:
        client = Client(scheduler, timeout=CONNECT_S, security=security)
    except (OSError, ValueError, TypeError) as error:
        told = f"--scheduler {scheduler}: nobody answers there ({type(error).__name__})"
        raise NoCluster(f"{told}; start one by `dask scheduler`, and name its address") from None
    try:
        client.wait_for_workers(1, timeout=CONNECT_S)
    except TimeoutError:
        client.close()
        told = f"--scheduler {scheduler}: it has no worker after {CONNECT_S:g} s"
        raise NoCluster(f"{told}; start some by `dask worker {scheduler}`") from None
    return client


class Roster:
    """Who has what to do: at most as many tasks as there are places, and one a host."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.waiting = deque(tasks)
        self.running: dict[str, Task] = {}

    def next(self, places: int) -> Iterator[Task]:
        """Takes what can be begun now, in the order of the file."""
        busy = {host for task in self.running.values() for host in task.hosts}
        for task in list(self.waiting):
            if len(self.running) >= places:
                return
            if not busy & task.hosts:
                busy |= task.hosts
                self.waiting.remove(task)
                self.running[task.name] = task
                yield task

    def ended(self, name: str) -> Task:
        """A task that ran is over."""
        return self.running.pop(name)


def answers(client: Client, order: Order, roster: Roster) -> Iterator[tuple[Task, Answer] | None]:
    """Each task with its answer, as they end, and None now and then while none does.

    Raises SchedulerLost.
    """
    ended: Queue[Future[Answer]] = Queue()
    names: dict[object, str] = {}
    held: dict[object, Future[Answer]] = {}
    numbers, own = count(), uuid4().hex
    while roster.waiting or roster.running:
        for task in roster.next(places(client) if roster.waiting else 0):
            key = f"ssoproof-{own}-{next(numbers)}"
            names[key] = task.name
            future = client.submit(judged, order, task, key=key, pure=False)
            held[key] = future
            future.add_done_callback(ended.put)
        try:
            future = ended.get(timeout=TICK_S)
        except Empty:
            yield None
            continue
        task = roster.ended(names.pop(future.key))
        yield task, answer_of(held.pop(future.key))


def places(client: Client) -> int:
    """How many tasks the workers take at a time. Raises SchedulerLost."""
    if client.status != "running":
        raise SchedulerLost
    try:
        return sum(client.nthreads().values())
    except OSError:
        raise SchedulerLost from None


def answer_of(future: Future[Answer]) -> Answer:
    """What a task came to, be it that it broke. Raises SchedulerLost."""
    if future.cancelled():
        raise SchedulerLost
    try:
        told: Answer = future.result()
    except KilledWorker:
        return Answer(trouble=LOST)
    except Exception as bug:  # noqa: BLE001 whatever it is, the others go on
        return Answer(exit_code=3, trouble=f"{type(bug).__name__}: {bug}")
    finally:
        future.release()
    return told
