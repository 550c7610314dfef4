"""A map of 1,500 organisations: built here, drawn in headless Chromium."""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from api.answers.maps import network_map
from benchmarks.ingest_keep import load
from benchmarks.setting import ROUNDS, Setting, seconds, spread
from graph.analysis.clusters import clusters
from graph.analysis.strongest import strongest_part
from graph.store import freeze, schema
from viz.network import network_page

ORGANISATIONS, TIES = 1500, 5000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def run(setting: Setting) -> None:
    schema.install(setting.store)
    load(setting)
    snapshot = freeze.latest(setting.store, setting.settings).snapshot
    clustering = clusters(snapshot)

    def build() -> str:
        part = strongest_part(snapshot, clustering.strength, organisations=ORGANISATIONS, ties=TIES)
        return network_page(network_map(snapshot, clustering, part))

    built = [seconds(build) for _ in range(ROUNDS)]
    print(f"map built                {spread(built)} (to reach: under 2 s)")
    chromium = os.environ.get("SOCIALCLUSTER_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("map drawn                not measured: there is no chromium")
        return
    drawn = [_drawn(build(), chromium) for _ in range(ROUNDS)]
    print(f"map drawn                {spread(drawn)} (to reach: under 3 s)")


def _drawn(page: str, chromium: str) -> float:
    """Seconds from opening the file until the page says that its canvas is drawn."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_text(page, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        taken = seconds(lambda: _open(tab, file))
        browser.close()
        return taken


def _open(tab: Page, file: Path) -> None:
    tab.goto(file.as_uri())
    tab.wait_for_selector("html[data-drawn]")
