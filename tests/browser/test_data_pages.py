"""Data in a real Chromium: a file is loaded with the mouse, its job watched, a pair judged by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.resolution.matching import MATCHER
from graph.store import judgements
from graph.store.derive import derive
from graph.store.resolution import append_and_settle
from graph.store.session import Store
from ingest.mapping.templates import template
from tests.api.hostile import MARKUPS
from tests.api.serving import serving, settings_of
from tests.browser.conftest import Watch, Watched
from tests.builders import organisation, record, write

pytestmark = pytest.mark.browser
PATIENCE = 60_000


@pytest.fixture
def watched(
    store: Store, neo4j_server: tuple[str, str, str], tmp_path: Path, watch: Watch
) -> Iterator[Watched]:
    """A page of an application with a worker; two hostile names are up for review."""
    write(store, [record(f"{i}", organisation(f"{i}", name=name)) for i, name in enumerate(MARKUPS[:2])])
    ruling = judgements.Ruling(
        "org-0", "org-1", Decision.UNSURE, MATCHER_NAME, score=0.6, matcher=MATCHER, features=[]
    )
    rows = judgements.new_rows([ruling])
    store.write(lambda tx: append_and_settle(tx, rows))
    derive(store, Silent())
    with serving(settings_of(neo4j_server, tmp_path / "home"), worker=True) as served:
        yield watch(base_url=served.url)


def test_a_template_is_loaded_and_a_pair_judged_by_keys(watched: Watched) -> None:
    page = watched.page
    page.goto("/data")
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": template("organisations")}
    page.get_by_label("Your file").set_input_files(file)  # type: ignore[arg-type] # a file in memory
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("mine.csv")
    expect(page.get_by_text("Every row was understood.")).to_be_visible(timeout=PATIENCE)
    watched.assert_quiet()
    page.goto("/data/review")
    expect(page.get_by_role("cell", name=MARKUPS[0], exact=True).first).to_be_visible()
    page.get_by_label("Keys work on this page").uncheck()
    page.keyboard.press("s")
    expect(page.get_by_text("1 pair waits")).to_be_visible()
    page.get_by_label("Keys work on this page").check()
    page.keyboard.press("d")
    expect(page.get_by_text("0 pairs wait")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.get_by_text("1 pair waits")).to_be_visible()
    watched.assert_quiet()
