"""The state of the site as metrics, in the text format that Prometheus reads.

See https://prometheus.io/docs/instrumenting/exposition_formats/. All labels are ids and words of
fixed lists, in which nothing has to be escaped.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from msgspec import Struct

from statusgen.artefact import Artefact, Job
from statusgen.domain.world import World
from statusgen.model import State
from statusgen.outputs.jobs import Output, current
from statusgen.render import urls
from statusgen.render.context import RenderContext

_Sample = tuple[dict[str, str], int]
"""The labels of a sample, and its value."""


class _Gauge(Struct, frozen=True):
    """A metric that may rise and fall: `about` says what it counts, `samples` its values now."""

    name: str
    about: str
    samples: tuple[_Sample, ...]


def jobs(context: RenderContext) -> Iterator[Job]:
    """Yield the one job of this file, which depends on the present."""
    yield current(context, "metrics", partial(render, context))


def render(context: RenderContext) -> Iterator[Artefact]:
    """Yield the file of all metrics."""
    written = "".join(map(_written, _gauges(context.world)))
    yield Artefact(urls.METRICS, written.encode())


def _written(gauge: _Gauge) -> str:
    name = f"statusgen_{gauge.name}"
    lines = (f"{name}{_labels(labels)} {value}\n" for labels, value in gauge.samples)
    return "".join((f"# HELP {name} {gauge.about}\n", f"# TYPE {name} gauge\n", *lines))


def _labels(labels: dict[str, str]) -> str:
    pairs = ",".join(f'{name}="{value}"' for name, value in labels.items())
    return f"{{{pairs}}}" if pairs else ""


def _gauges(world: World) -> Iterator[_Gauge]:
    """Yield every metric; one whose value nobody knows now has no sample."""
    yield _Gauge("state", "1 for the state of the whole site.", tuple(_states({}, world.overall)))
    yield _Gauge("component_state", "1 for the state of a component.", tuple(_components(world)))
    yield _Gauge(
        "open_incidents",
        "Open incidents by class of service; the class is empty where none is named.",
        tuple(_open_by_class(world)),
    )
    overdue = sum(each.is_overdue for each in world.open_incidents)
    yield _Gauge("overdue_updates", "Open incidents whose update is overdue.", (({}, overdue),))
    yield _Gauge(
        "next_update_timestamp_seconds",
        "When the next update of an open incident is due.",
        tuple(_promises(world)),
    )
    yield _Gauge("running_maintenance", "Maintenance in progress.", (({}, len(world.running)),))
    yield from _next_window(world)
    yield _moment("next_change", "When the clock will next change the site.", world.next_change.at)
    yield _moment("build", "When the site was built.", world.now)


def _components(world: World) -> Iterator[_Sample]:
    for each in world.components:
        yield from _states({"component": each.component.stable_id}, each.state)


def _states(labels: dict[str, str], now: State) -> Iterator[_Sample]:
    """Yield a sample for every state: 1 for that of now, 0 for all others."""
    for state in State:
        yield {**labels, "state": state.value}, int(state is now)


def _open_by_class(world: World) -> Iterator[_Sample]:
    """Yield the number of open incidents of every class of the policy, and of none."""
    policy = world.content.policy
    classes = () if policy is None else (each.id for each in policy.classes)
    counts = Counter(each.incident.cos or "" for each in world.open_incidents)
    for name in (*classes, ""):
        yield {"class": name}, counts[name]


def _promises(world: World) -> Iterator[_Sample]:
    for each in world.open_incidents:
        if each.next_update is not None:
            yield {"incident": each.stable_id}, _seconds(each.next_update)


def _next_window(world: World) -> Iterator[_Gauge]:
    """Yield when the next maintenance starts and ends."""
    coming = world.upcoming[:1]
    starts = tuple(({"maintenance": each.stable_id}, _seconds(each.starts)) for each in coming)
    ends = tuple(({"maintenance": each.stable_id}, _seconds(each.ends)) for each in coming)
    name = "next_maintenance_{}_timestamp_seconds"
    yield _Gauge(name.format("start"), "When the next maintenance starts.", starts)
    yield _Gauge(name.format("end"), "When the next maintenance is planned to end.", ends)


def _moment(name: str, about: str, at: datetime) -> _Gauge:
    return _Gauge(f"{name}_timestamp_seconds", about, (({}, _seconds(at)),))


def _seconds(at: datetime) -> int:
    """Return an instant in seconds since 1970."""
    return int(at.timestamp())


OUTPUT = Output("metrics", jobs, is_shared=True)
