"""Where the map of what a page shows is found: in the reader's language, of the snapshot that is shown."""

from api.explorer import Explorer
from viz import pages
from viz.languages import SOURCE, spoken


def drawing_address(explorer: Explorer, which: str, **parameters: object) -> str:
    """The address of a map (network, ego, path, cluster, territory), for an iframe or a link."""
    kept = explorer.view.kept if explorer.view else None
    return pages.address(
        f"/api/v1/maps/{which}",
        **parameters,
        snapshot=kept.id if kept else None,
        lang=None if spoken() == SOURCE else spoken(),
    )
