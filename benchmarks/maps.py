"""Maps beside plain pyvis, in one run and one browser; whole networks; a large layout."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
from playwright.sync_api import Error, Page, sync_playwright
from pyvis.network import Network

from api.answers.map_whole import whole_map, whole_places
from benchmarks.analysis_network import generated
from benchmarks.ingest_keep import load
from benchmarks.setting import Setting, seconds
from graph.analysis.clusters import clusters
from graph.analysis.ties import ties_of
from graph.snapshot import Snapshot
from graph.store import freeze, schema
from graph.vocabulary import Kind
from viz.drawing import places_of
from viz.islands import island_places
from viz.model import MapNode, MapTie, NetworkMap
from viz.network import network_page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-unsafe-swiftshader",
]
PATIENCE = 30_000
# A frame that shows what the hand did: drawn anew, or carried along.
PAN = """() => new Promise((done) => {
  const camera = networkMap.map.camera, before = networkMap.map.canvas.frames(), began = performance.now();
  const step = (now) => {
    camera.set({ x: camera.at.x + 4 / camera.at.scale });
    if (now - began < 3000) requestAnimationFrame(step);
    else done((networkMap.map.canvas.frames() - before) * 1000 / (now - began));
  };
  requestAnimationFrame(step);
})"""


@dataclass(frozen=True, slots=True)
class Opened:
    """Seconds until a page is drawn (None: not within PATIENCE), and frames per second while it is panned."""

    drawn: float | None
    frames: float | None = None

    def __str__(self) -> str:
        if self.drawn is None:
            return f"not drawn within {PATIENCE / 1000:.0f} s"
        panned = "" if self.frames is None else f", panned at {self.frames:.0f} frames per second"
        return f"drawn after {self.drawn:.2f} s{panned}"


def run(setting: Setting) -> None:
    """Everything; each line tells what is to be reached."""
    _layout()
    chromium = os.environ.get("SOCIALCLUSTER_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        sys.exit("Drawing is not measured: there is no chromium.")
    with _browser(chromium) as open_page:
        _beside_pyvis(open_page)
        schema.install(setting.store)
        load(setting)
        _whole("keep.eu", freeze.latest(setting.store, setting.settings).snapshot, open_page)
        _whole("the size of Horizon 2020", _named(generated()), open_page)


Measure = Callable[[Page, str], Opened]
Opening = Callable[[str, Measure], Opened]


@contextmanager
def _browser(path: str) -> Iterator[Opening]:
    """Opens pages from disk, each in a window of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        file = Path(folder) / "map.html"

        def opening(html: str, measure: Measure) -> Opened:
            file.write_text(html, encoding="utf-8")
            tab = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
            tab.set_default_timeout(PATIENCE)
            # Plain pyvis asks hosts on the net for its scripts; here it has them in the page.
            tab.route("http*://**/*", lambda route: route.abort())
            try:
                return measure(tab, file.as_uri())
            except Error:
                return Opened(None)
            finally:
                tab.close()

        yield opening
        browser.close()


def _ours(tab: Page, address: str) -> Opened:
    drawn = seconds(lambda: _until_drawn(tab, address))
    return Opened(drawn, tab.evaluate(PAN))


def _until_drawn(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.wait_for_selector("html[data-drawn]")


def _plain(tab: Page, address: str) -> Opened:
    """Until its physics rests and its canvas was painted, then panned by moving its view."""

    def drawn() -> None:
        tab.goto(address, wait_until="commit")
        tab.wait_for_function("() => typeof network !== 'undefined' && network !== null")
        tab.wait_for_function("() => !network.physics.physicsEnabled || network.physics.stabilized")
        tab.evaluate("() => new Promise((done) => (network.once('afterDrawing', done), network.redraw()))")

    taken = seconds(drawn)
    script = """() => new Promise((done) => {
      let frames = 0;
      const began = performance.now();
      network.on("afterDrawing", () => (frames += 1));
      const step = (now) => {
        const at = network.getViewPosition();
        network.moveTo({ position: { x: at.x + 4, y: at.y } });
        if (now - began < 3000) requestAnimationFrame(step);
        else done(frames * 1000 / (now - began));
      };
      requestAnimationFrame(step);
    })"""
    return Opened(taken, tab.evaluate(script))


def _beside_pyvis(open_page: Opening) -> None:
    """The same networks by plain pyvis and by ours."""
    large = made(nodes=4000, ties=20_000)
    ours = median(seconds(lambda: network_page(large)) for _ in range(3))
    print(f"map of 20,000 ties built     {ours:.2f} s (to reach: under 3 s)")
    print(f"  plain pyvis                {seconds(lambda: plain_pyvis(large)):.1f} s")
    for nodes, ties in ((500, 1500), (2000, 6000)):
        network = made(nodes=nodes, ties=ties)
        print(f"{nodes:,} nodes, {ties:,} ties     {open_page(network_page(network), _ours)}")
        print("  to reach: 2,000 nodes under 2 s, 15 frames per second")
        print(f"  plain pyvis                {open_page(plain_pyvis(network), _plain)}")
        print(f"  pyvis, places, no physics  {open_page(plain_pyvis(network, placed=True), _plain)}")


def _whole(name: str, snapshot: Snapshot, open_page: Opening) -> None:
    clustering, ties = clusters(snapshot), ties_of(snapshot)
    shown = whole_map(snapshot, clustering)
    began = time.perf_counter()
    places = whole_places(snapshot, shown, ties, 0, lambda _: None)
    laid_out = time.perf_counter()
    page = network_page(shown, places=places)
    built = time.perf_counter()
    print(f"{name}, whole: {len(shown.nodes):,} organisations")
    print(f"  drawn                      {len(shown.ties):,} of {len(ties.pairs.a):,} ties")
    print(f"  laid out by all ties       {laid_out - began:.1f} s")
    print(
        f"  page                       {len(page.encode()) / 1e6:.1f} MB, built in {built - laid_out:.1f} s"
    )
    print(f"  clusters                   {open_page(page, _ours)} (to reach: 4 s)")
    print(f"  everything, by WebGL       {open_page(page, _everything)} (to reach: 8 s)")


def _named(snapshot: Snapshot) -> Snapshot:
    """With names and short titles, which are a good part of a real page."""
    organisations, projects = snapshot.organisations, snapshot.projects
    names = [f"Institute number {i} for applied research" for i in range(len(organisations))]
    titles = [f"ACRO{i:05}" for i in range(len(projects))]
    return Snapshot(
        {
            **snapshot.tables,
            "organisations": _with(organisations, "name", names),
            "projects": _with(projects, "acronym", titles),
        }
    )


def _with(table: pa.Table, column: str, texts: list[str]) -> pa.Table:
    place = table.schema.get_field_index(column)
    return table.set_column(place, table.schema.field(column), pa.array(texts))


def _everything(tab: Page, address: str) -> Opened:
    """From opening the file to the whole on the screen."""

    def drawn() -> None:
        _until_drawn(tab, address)
        tab.locator("#show-everything").click()
        if not tab.evaluate("() => networkMap.map.canvas.byCard()"):
            print("  (this browser offers no WebGL: by canvas)")

    taken = seconds(drawn)
    return Opened(taken, tab.evaluate(PAN))


def _layout() -> None:
    """A network of 30,000 with usual sizes of clusters, 800,000 ties of which seven in ten inside."""
    chance = np.random.default_rng(7)
    groups = _sizes(chance, 30_000)
    inside = np.flatnonzero(np.diff(groups, prepend=-1))
    first, last = inside[groups], np.append(inside[1:], len(groups))[groups]
    a = chance.integers(0, len(groups), 800_000)
    own = first[a] + (chance.random(len(a)) * (last - first)[a]).astype(np.int64)
    b = np.where(chance.random(len(a)) < 0.7, own, chance.integers(0, len(groups), len(a)))
    taken = seconds(
        lambda: island_places(
            pairs=np.stack([a, b], axis=1),
            weights=chance.random(len(a)) + 0.01,
            groups=groups,
            radii=chance.uniform(5, 24, len(groups)),
            seed=1,
        )
    )
    print(f"30,000 nodes, 800,000 ties   laid out in {taken:.1f} s, by all ties (to reach: 60 s)")


def _sizes(chance: np.random.Generator, count: int) -> np.ndarray:
    sizes = np.minimum((chance.pareto(0.8, 5000) * 4).astype(np.int64) + 2, 4000)
    return np.repeat(np.arange(len(sizes)), sizes)[:count]


def made(*, nodes: int, ties: int, seed: int = 3) -> NetworkMap:
    """A network of made-up bodies in clusters of about forty."""
    chance = np.random.default_rng(seed)
    cluster = np.sort(chance.integers(0, max(nodes // 40, 1), nodes))
    kinds = list(Kind)
    bodies = tuple(
        MapNode(f"o{i}", f"Body number {i}", kinds[i % len(kinds)], "LT", int(cluster[i]), float(s), 1)
        for i, s in enumerate(chance.pareto(1.5, nodes) + 0.1)
    )
    pairs: dict[tuple[int, int], float] = {}
    while len(pairs) < ties:
        a = int(chance.integers(nodes))
        b = int(np.clip(a + chance.integers(-30, 31), 0, nodes - 1)) if chance.random() < 0.8 else None
        b = int(chance.integers(nodes)) if b is None else b
        if a != b:
            pairs[(min(a, b), max(a, b))] = float(chance.random() + 0.05)
    drawn = tuple(MapTie(f"o{a}", f"o{b}", weight) for (a, b), weight in pairs.items())
    names = {number: f"Cluster {number}" for number in set(cluster.tolist())}
    return NetworkMap("Made up", bodies, drawn, names)


def plain_pyvis(network: NetworkMap, *, placed: bool = False) -> str:
    """The page that pyvis makes by itself, everything in it; `placed`: with positions and physics off."""
    made_by = Network(height="860px", width="100%", cdn_resources="in_line")
    places = places_of(network, seed=1).tolist() if placed else [(None, None)] * len(network.nodes)
    for node, (x, y) in zip(network.nodes, places, strict=True):
        where = {} if x is None else {"x": x, "y": y, "physics": False}
        made_by.add_node(node.uid, label=node.name, title=node.name, group=node.cluster, **where)
    for tie in network.ties:
        made_by.add_edge(tie.a, tie.b, value=tie.weight)
    if placed:
        made_by.toggle_physics(False)
    return str(made_by.generate_html())
