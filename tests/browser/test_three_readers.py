"""The journeys of the three readers, from the landing page to what they take with them."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests.api.conftest import application, networks_loader, served
from tests.api.serving import Served
from tests.browser.conftest import Watch
from tests.browser.walking import Walker

__all__ = ["application", "networks_loader", "served"]

pytestmark = pytest.mark.browser

HANDS = pytest.mark.parametrize("keyboard", [False, True], ids=["mouse", "keyboard"])


@HANDS
def test_a_newcomer_gets_partners_with_reasons_and_a_draft_message_in_six_interactions(
    served: Served, watch: Watch, keyboard: bool
) -> None:
    watched = watch(base_url=served.url)
    walker = Walker(watched.page, keyboard)
    watched.page.goto("/")
    walker.follow("Find partners")
    walker.choose("Or new here: you are", "NGO")
    walker.choose("Your country", "Lithuania")
    walker.tick("This is our first international project: suggest a mentor as well")
    walker.follow("Find partners", role="button")
    assert walker.done <= 6
    first = watched.page.locator(".suggested > li").first
    expect(first).to_contain_text("Why:")
    expect(first).to_contain_text("attributes only: no cooperation seen yet")
    draft = first.get_by_role("textbox")
    expect(draft).to_be_visible()
    name = first.get_by_role("heading").get_by_role("link").inner_text()
    assert name in draft.input_value()
    assert "[your name] (NGO, Lithuania)" in draft.input_value()
    mail = first.get_by_role("link", name="Open it in my mail program").get_attribute("href")
    assert mail is not None
    assert mail.startswith("mailto:?subject=")
    watched.assert_quiet()


@HANDS
def test_an_analyst_gets_the_absent_municipalities_of_lithuania_in_four_interactions(
    served: Served, watch: Watch, keyboard: bool
) -> None:
    watched = watch(base_url=served.url)
    walker = Walker(watched.page, keyboard)
    watched.page.goto("/")
    walker.follow("Who is missing?")
    walker.choose("Country", "Lithuania")
    walker.follow("Who is missing?", role="button")
    assert walker.done <= 4
    absent = watched.page.get_by_role("region", name="Absent").or_(
        watched.page.locator("section[aria-labelledby=absent]")
    )
    expect(absent.first.get_by_role("row")).to_have_count(56 + 1)
    expect(watched.page.get_by_text("ISO 3166-2").first).to_be_visible()
    file = walker.download("Download all units (CSV)")
    lines = file.path().read_text(encoding="utf-8").splitlines()
    assert [line.partition(",")[0] for line in lines].count("absent") == 56
    assert [line.partition(",")[0] for line in lines].count("present") == 4
    watched.assert_quiet()


@HANDS
def test_a_researcher_gets_the_zip_in_four_interactions(served: Served, watch: Watch, keyboard: bool) -> None:
    watched = watch(base_url=served.url)
    walker = Walker(watched.page, keyboard)
    watched.page.goto("/")
    walker.follow("Metrics and export")
    file = walker.download("Download everything (zip)")
    assert walker.done <= 4
    assert any("metrics" in name for name in zipfile.ZipFile(file.path()).namelist())
    walker.follow("Who has worked with the most others?")
    expect(watched.page.get_by_text("A caution:")).to_be_visible()
    watched.assert_quiet()
