"""Suggestions of partners in the reader's words: why, what speaks against it, and a first message to send.

A message holds no address: whoever sends it knows to whom. Names and titles in it are as sources state them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from viz import wording
from viz.languages import gettext, ngettext

_MOST_THEMES = 3
_LONGEST_LINK, _LONGEST_SUBJECT = 1800, 100


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as text, and the same as a link that opens the reader's mail program without a receiver."""

    subject: str
    body: str

    @property
    def link(self) -> str:
        """Mail programs cut long links off, so a long message ends in time."""
        begin = f"mailto:?subject={quote(self.subject[:_LONGEST_SUBJECT])}&body="
        body = self.body.replace("\n", "\r\n")
        while body and len(begin + quote(body)) > _LONGEST_LINK:
            body = body[: len(body) * 9 // 10]
        return begin + quote(body)


def part_name(part: str) -> str:
    """What a part of the score is called."""
    return {
        "shared partners": gettext("partners in common"),
        "resource allocation": gettext("partners in common, the rarer the more"),
        "local paths": gettext("nearness by joint projects"),
        "walk": gettext("where chains of projects lead"),
        "theme": gettext("themes in common"),
        "complement": gettext("themes that go with yours"),
        "kind": gettext("kinds that work together"),
        "country": gettext("countries that work together"),
        "language": gettext("a language in common"),
        "nearness": gettext("distance"),
        "activity": gettext("recent projects"),
        "partners": gettext("number of its partners"),
        "experience with the kind": gettext("experience with bodies like you"),
        "experience with the country": gettext("experience with your country"),
        "welcome": gettext("newcomers beside it"),
    }.get(part, part)


def reasons(found: Mapping[str, Any]) -> list[str]:
    """What speaks for a suggestion, the strongest first; each is a clause without a full stop."""
    said = []
    if found["introducers"]:
        said.append(_introduced(found["introducers"], found["projects"]))
    if found["themes"]:
        themes = ", ".join(map(wording.theme, found["themes"][:_MOST_THEMES]))
        said.append(gettext("both work on %(themes)s") % {"themes": themes})
    if found["languages"]:
        spoken = ", ".join(map(wording.language, found["languages"]))
        said.append(gettext("both use %(languages)s") % {"languages": spoken})
    said += [_together(one) for one in found["together"]]
    if not said and found["projects"]:
        said.append(gettext("it is active in projects with many partners"))
    return said or [gettext("nothing but its size speaks for it")]


def _introduced(introducers: Sequence[Mapping[str, Any]], projects: Sequence[Mapping[str, Any]]) -> str:
    who = wording.called(introducers[0])
    titles = f" {gettext('and')} ".join(f"“{one['name']}”" for one in projects if one["name"])
    if titles:
        return gettext("%(who)s works with both (%(projects)s)") % {"who": who, "projects": titles}
    return gettext("%(who)s works with both") % {"who": who}


def _together(one: Mapping[str, Any]) -> str:
    """That two kinds, or two countries, work together more than by chance, and how much more."""
    name = wording.kinds if one["by"] == "kind" else wording.country
    words = {"yours": name(one["yours"]), "its": name(one["its"])}
    words["times"] = wording.decimals(one["times"], 1)
    if one["yours"] == one["its"]:
        return gettext("%(yours)s: among them %(times)s times as many ties as by chance") % words
    return gettext("%(yours)s and %(its)s: between them %(times)s times as many ties as by chance") % words


def weakness(found: Mapping[str, Any]) -> str | None:
    """What speaks against a suggestion, translated where it is one of those that there are."""
    return {
        None: None,
        "attributes only: no cooperation seen yet": gettext("attributes only: no cooperation seen yet"),
        "nobody works with both: an introduction needs two steps or more": gettext(
            "nobody works with both: an introduction needs two steps or more"
        ),
        "no date is known of the projects behind it": gettext("no date is known of the projects behind it"),
    }.get(found["weakness"], found["weakness"])


def newcomer(kind: str | None, country: str | None, place: str | None) -> str:
    """Who asks, where the graph does not know them: what they said, and a gap for their name."""
    known = [wording.kind(kind)] if kind else []
    known += [place] if place else []
    known += [wording.country(country)] if country else []
    name = gettext("[your name]")
    return f"{name} ({', '.join(known)})" if known else name


def draft(asker: str, found: Mapping[str, Any], themes: Sequence[str] = ()) -> Draft:
    """A first message from who asks to the organisation that is suggested."""
    name = wording.called(found["organisation"])
    wanted = (
        gettext("We look for partners for a project on %(themes)s.")
        % {"themes": ", ".join(map(wording.theme, themes))}
        if themes
        else gettext("We look for partners for a joint project on [your idea in one sentence].")
    )
    lines = [
        gettext("Dear colleagues of %(name)s,") % {"name": name},
        "",
        gettext("we are %(asker)s.") % {"asker": asker} + " " + wanted,
        "",
        gettext("Why we write to you:"),
        *(f"- {line}" for line in _grounds(found)),
        "",
        gettext("Would you like to talk about it? Half an hour would be enough for a beginning."),
        "",
        gettext("With kind regards"),
        asker,
    ]
    subject = gettext("A joint project with %(asker)s?") % {"asker": asker}
    return Draft(subject, "\n".join(lines))


def _grounds(found: Mapping[str, Any]) -> list[str]:
    """Why of all it is this organisation, told to itself."""
    said = []
    if found["introducers"]:
        who = ", ".join(wording.called(one) for one in found["introducers"])
        many = len(found["introducers"])
        said.append(
            ngettext("%(who)s works with both of us.", "%(who)s work with both of us.", many) % {"who": who}
        )
    for one in found["projects"]:
        if one["name"]:
            when = f" ({one['year']})" if one["year"] else ""
            said.append(
                gettext("We came upon “%(project)s”%(when)s.") % {"project": one["name"], "when": when}
            )
    if found["themes"]:
        themes = ", ".join(map(wording.theme, found["themes"][:_MOST_THEMES]))
        said.append(gettext("Both of us work on %(themes)s.") % {"themes": themes})
    if found["languages"]:
        spoken = ", ".join(map(wording.language, found["languages"]))
        said.append(gettext("We can speak %(languages)s together.") % {"languages": spoken})
    return said or [gettext("You are where we look for partners.")]
