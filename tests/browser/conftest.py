"""A real Chromium that tells what a page did: what it asked for, what it said, what its policy stopped.

`watch()` opens a page and returns it with its record. With `offline=True` (the usual case for files) the
network is cut; without it only the machine itself can be reached. Any other request is refused and noted.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "No Chromium was found, so no page was opened. Install one (on Debian: apt-get install chromium) "
    "or set SOCIALCLUSTER_CHROMIUM to its path."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AT_HOME = {"", "127.0.0.1", "localhost", "::1"}
NOTE_VIOLATIONS = """
globalThis.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  globalThis.policyViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Watched:
    """A page and what it has done so far."""

    page: Page
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def violations(self) -> list[str]:
        """What the Content-Security-Policy has stopped."""
        return list(self.page.evaluate("globalThis.policyViolations"))

    def assert_quiet(self) -> None:
        """No request to another host, no error, no dialog, nothing against the policy."""
        assert self.elsewhere == []
        assert self.errors == []
        assert self.dialogs == []
        assert self.violations == []


Watch = Callable[..., Watched]


def chromium_path() -> str | None:
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("SOCIALCLUSTER_CHROMIUM") or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(HOW_TO_GET_ONE)
    if path is None:
        pytest.skip(HOW_TO_GET_ONE)  # a developer's machine without a browser can still run all other tests
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Watch]:
    """Opens a watched page; keyword arguments other than `offline` go to the browser context."""
    contexts = []

    def opens(*, offline: bool = False, **options: object) -> Watched:
        context = browser.new_context(offline=offline, reduced_motion="reduce", **options)
        contexts.append(context)
        context.add_init_script(NOTE_VIOLATIONS)
        watched = Watched(context.new_page())
        context.route("**/*", lambda route: _only_home(route, watched))
        watched.page.on("dialog", lambda dialog: (watched.dialogs.append(dialog.message), dialog.dismiss()))
        watched.page.on("pageerror", lambda error: watched.errors.append(str(error)))
        watched.page.on("console", lambda said: said.type == "error" and watched.errors.append(said.text))
        return watched

    yield opens
    for context in contexts:
        context.close()


def _only_home(route: Route, watched: Watched) -> None:
    if (urlsplit(route.request.url).hostname or "") in AT_HOME:
        route.continue_()
    else:
        watched.elsewhere.append(route.request.url)
        route.abort()
