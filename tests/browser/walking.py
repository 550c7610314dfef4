"""A person at a page, with the mouse or by keyboard: each interaction is counted."""

from dataclasses import dataclass

from playwright.sync_api import Download, Locator, Page, expect

MOST_TABS = 120


@dataclass
class Walker:
    """`done` counts interactions. Moving the focus is none, as moving the mouse is none."""

    page: Page
    keyboard: bool
    done: int = 0

    def follow(self, name: str, *, role: str = "link") -> None:
        """A link or button, and what it leads to."""
        self._press(self._named(role, name))
        self.page.wait_for_load_state()

    def choose(self, label: str, option: str) -> None:
        """One entry of a list."""
        field = self.page.get_by_label(label, exact=True)
        self._reach(field)
        if self.keyboard:
            self.page.keyboard.type(option)
        else:
            field.select_option(label=option)
        self.done += 1
        expect(field.locator("option:checked")).to_have_text(option)

    def write(self, label: str, text: str) -> None:
        """A text into a field."""
        self._reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)
        self.done += 1

    def tick(self, label: str) -> None:
        """A box."""
        self._press(self.page.get_by_label(label), key="Space")

    def download(self, name: str) -> Download:
        """The file that a link brings."""
        with self.page.expect_download() as coming:
            self._press(self._named("link", name))
        return coming.value

    def _named(self, role: str, name: str) -> Locator:
        return self.page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type] # a role by name

    def _press(self, thing: Locator, key: str = "Enter") -> None:
        self._reach(thing)
        if self.keyboard:
            self.page.keyboard.press(key)
        else:
            thing.click()
        self.done += 1

    def _reach(self, thing: Locator) -> None:
        """The Tab key comes to it, and the focus can be seen; or the mouse puts it there."""
        expect(thing).to_be_visible()
        if not self.keyboard:
            thing.focus()
            return
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if thing.evaluate("thing => thing === document.activeElement"):
                assert thing.evaluate("thing => getComputedStyle(thing).outlineStyle") != "none"
                return
        raise AssertionError(f"the Tab key does not reach {thing}")
