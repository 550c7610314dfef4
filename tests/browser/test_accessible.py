"""What axe-core finds on each page, and whether it can be read at two widths, light and dark."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.api.conftest import application, networks_loader, served
from tests.api.serving import Served
from tests.browser.conftest import Watch

__all__ = ["application", "networks_loader", "served"]

pytestmark = pytest.mark.browser

BUREAU = "Biržų rajono savivaldybės visuomenės sveikatos biuras"
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"
PAGES = {
    "landing": "/",
    "organisations": "/organisations?q=utena",
    "projects": "/projects?q=mentor",
    "partners": "/partners?kind=ngo&country=LT&first_timer=true",
    "path": f"/path?from={BUREAU}&to={LIBRARY}",
    "gaps": "/gaps?country=LT",
    "gap-unit": "/gaps/unit?country=LT&code=LT-01",
    "gap-matrix": "/gaps/matrix?level=kind",
    "gap-pair": "/gaps/pair?level=kind&a=library&b=municipality",
    "clusters": "/clusters",
    "cluster": "/clusters/0",
    "metrics": "/metrics",
    "metric": "/metrics/degree?by_year=true",
    "data": "/data",
    "review": "/data/review",
    "help": "/help",
    "share": "/share?view=/clusters/0",
    "documentation": "/documentation",
    "map": "/map",
    "map-of-clusters": "/api/v1/maps/network?extent=whole",
    "map-of-path": f"/api/v1/maps/path?from={BUREAU}&to={LIBRARY}",
    "map-of-coverage": "/api/v1/maps/territory?territory=LT&level=municipality",
    "map-of-cooperation": "/api/v1/maps/territory?level=country",
    "embedded-path": f"/embed/path?from={BUREAU}&to={LIBRARY}",
    "embedded-cluster": "/embed/clusters/0",
}
VIEWPORTS = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", VIEWPORTS)
def test_nothing_serious_is_found_on_any_page_and_none_is_wider_than_its_window(
    served: Served, watch: Watch, width: str, scheme: str, artefacts: Path | None
) -> None:
    watched = watch(viewport=VIEWPORTS[width], color_scheme=scheme, base_url=served.url)
    page, axe, found = watched.page, Axe(), {}
    for name, path in PAGES.items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= VIEWPORTS[width]["width"], name
        if artefacts:
            page.screenshot(path=artefacts / f"{name}-{width}-{scheme}.png", full_page=True)
        if width == "wide":
            violations = axe.run(page, options=_rules(scheme)).response["violations"]
            found |= {
                f"{name}: {one['id']}": [node["html"][:200] for node in one["nodes"][:3]]
                for one in violations
                if one["impact"] in SERIOUS
            }
    assert found == {}
    watched.assert_quiet()


def _rules(scheme: str) -> dict[str, object]:
    """All rules once; what the dark scheme changes is contrast alone."""
    only: dict[str, object] = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    return {"resultTypes": ["violations"]} | only


@pytest.fixture
def artefacts() -> Path | None:
    """Where screenshots are kept: a folder outside the repository, named by SOCIALCLUSTER_ARTEFACTS."""
    named = os.environ.get("SOCIALCLUSTER_ARTEFACTS")
    if named is None:
        return None
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
