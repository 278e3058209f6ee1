"""The earlier run that a run is compared with, where it is named by a file or a folder."""

from pathlib import Path

from reports.comparison.night import Night, nights_of
from reports.run.reading import Unreadable, read


def run_file(place: Path) -> Path:
    """The run.json that is meant by a file, or by the folder of a run."""
    return place / "run.json" if place.is_dir() else place


def baseline(name: str, folder: Path, reports: Path) -> dict[str, Night]:
    """The nights by target of the run called `name`: a file or a folder, seen from `folder`, or one
    of the runs in `reports`.

    Raises Unreadable.
    """
    places = [run_file(place) for place in (folder / name, reports / name)]
    place = next((one for one in places if one.is_file()), None)
    if place is None:
        known = sorted(one.parent.name for one in reports.glob("*/run.json"))[-5:]
        there = f"; the newest of {reports}: {', '.join(known)}" if known else ""
        raise Unreadable(
            f"--baseline {name}: neither a run.json, nor a folder that has one, nor a run in "
            f"{reports}{there}"
        )
    return {night["target"]["name"]: night for night in nights_of(read(place))}
