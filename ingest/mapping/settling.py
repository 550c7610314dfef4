"""Which kind of table the guesses make, and what the columns mean that can mean several things."""

from collections.abc import Iterable, Mapping, Sequence

from ingest.mapping.schema import SCHEMES, TableName
from ingest.mapping.targets import Guess
from ingest.mapping.words import ROLE, meaning

_PLACE_SIGNS = {"place.population", "place.area", "place.lau", "place.code", "place.nuts", "place.level"}
_WHO = ("organisation", "lead", "partner")
_KEYS = ("code", "acronym", "title")
# Distinct keys to rows above which each row is a project of its own.
_OWN_ROW = 0.9


def table_of(guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]]) -> TableName:
    """The kind of table that the columns speak of."""
    guesses = _with_project(_with_municipalities(guesses))
    targets = {guess.target for guess in guesses if guess.target}
    sections = {guess.section for guess in guesses}
    if {"one", "other"} <= targets and not {"project.title", "organisation.name"} & targets:
        return "partnerships"
    if "network" in sections and not _has_project(targets):
        return _of_networks(guesses, targets)
    if {"place.name"} < targets & (_PLACE_SIGNS | {"place.name"}) and "place.lau" in targets:
        return "places"
    if targets & _PLACE_SIGNS and not _has_project(targets) and not _is_told(targets - {"?.name"}):
        return "places"
    if not _has_project(targets):
        return "organisations"
    alone = "partner" in sections and not {"lead.name", "organisation.name"} & targets
    if alone and not any(guess.number for guess in guesses if guess.section == "partner"):
        return "projects" if _each_row_is_one(guesses, rows) else "participations"
    if {"lead.name", "partner.name"} & targets or not _is_told(targets):
        return "projects"
    return "projects" if _each_row_is_one(guesses, rows) else "participations"


def settled(guesses: Sequence[Guess], table: TableName, rows: Sequence[Mapping[str, str]]) -> list[Guess]:
    """The guesses in the sections that the table has; what fits in none is taken for nothing."""
    guesses = _with_municipalities(guesses)
    guesses = guesses if table in ("organisations", "memberships") else _with_project(guesses)
    guesses = [_of_its_owner(guess, guesses, table, rows) for guess in guesses]
    if table == "participations" and not any(guess.target == "organisation.name" for guess in guesses):
        guesses = [g.to(f"organisation.{g.field}") if g.section == "partner" else g for g in guesses]
    targets = {guess.target for guess in guesses}
    moved = _named([guess.to(_settle(guess, table, targets)) for guess in guesses], table)
    return _once(_with_code(moved) if table == "places" else moved)


def _with_municipalities(guesses: Sequence[Guess]) -> Sequence[Guess]:
    """A municipality is who it is about, or where somebody else is."""
    told = {guess.target for guess in guesses} & {"organisation.name", "lead.name", "partner.name", "?.name"}
    own = "?.town" if told else "organisation.name"
    return [guess.to(own) if guess.target == "?.municipality" else guess for guess in guesses]


def _of_its_owner(
    guess: Guess, guesses: Sequence[Guess], table: TableName, rows: Sequence[Mapping[str, str]]
) -> Guess:
    """Where each row is an organisation in a project, a web address that several share is the project's."""
    if guess.target != "?.website" or table != "participations":
        return guess
    names = [other.heading for other in guesses if other.target in ("organisation.name", "?.name")]
    owners: dict[str, set[str]] = {}
    for row in rows if names else ():
        owners.setdefault(row.get(guess.heading, ""), set()).add(row.get(names[0], ""))
    shared = any(address and len(found) > 1 for address, found in owners.items())
    return guess.to("project.website" if shared else "organisation.website")


def _named(guesses: list[Guess], table: TableName) -> list[Guess]:
    """In tables of cities, the town is the organisation."""
    targets = {guess.target for guess in guesses}
    unnamed = not targets & {f"organisation.{field}" for field in ("name", *SCHEMES)}
    if table in ("organisations", "memberships", "participations") and unnamed:
        remark = "no other column names who it is"
        return [g.to("organisation.name", remark) if g.target == "organisation.town" else g for g in guesses]
    return guesses


def _with_code(guesses: list[Guess]) -> list[Guess]:
    """Of several codes of a place one is its own, and a NUTS code beside it that of the place around it."""
    found = [field for field in ("code", "lau", "nuts") if any(g.target == f"place.{field}" for g in guesses)]
    if not found:
        return guesses
    own, *others = found
    names = {f"place.{own}": "place.code"} | {
        f"place.{other}": "place.part_of" if other == "nuts" else None for other in others
    }
    numbers = [guess.number or 0 for guess in guesses if guess.target == "place.nuts"]
    return [
        guess.to(None, "a smaller territory is read from another column")
        if guess.target == "place.nuts" and (guess.number or 0) < max(numbers)
        else guess.to(names.get(guess.target or "", guess.target))
        for guess in guesses
    ]


def _with_project(guesses: Sequence[Guess]) -> Sequence[Guess]:
    """A number that stands with periods, money, roles or leads is that of a project."""
    targets = {guess.target or "" for guess in guesses}
    signs = (
        "project.start",
        "project.end",
        "project.grant",
        "project.budget",
        "organisation.role",
        "lead.name",
    )
    if _has_project(targets) or "network.id" in targets or not targets & set(signs):
        return guesses
    return [guess.to("project.code") if guess.target == "?.code" else guess for guess in guesses]


def _of_networks(guesses: Sequence[Guess], targets: set[str]) -> TableName:
    """Networks with leads are projects; with roles of lead and partner, their members take part in them."""
    if any(guess.section == "lead" for guess in guesses) and "organisation.name" not in targets:
        return "projects"
    return "participations" if any(map(_is_role, guesses)) else "memberships"


def _is_role(guess: Guess) -> bool:
    return guess.field in ("role", "status") and _has_roles(guess)


def _has_roles(guess: Guess) -> bool:
    told = [meaning(ROLE, word) for word in guess.look.counts]
    return "lead" in told and all(told)


def _has_project(targets: Iterable[str]) -> bool:
    return bool({f"project.{name}" for name in _KEYS} & set(targets))


def _is_told(targets: Iterable[str]) -> bool:
    """Whether columns tell of organisations."""
    fields = {"name", *SCHEMES}
    return any(t.partition(".")[0] in (*_WHO, "?") and t.partition(".")[2] in fields for t in targets)


def _each_row_is_one(guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether the key of the project does not repeat. Titles are no keys: many projects share one."""
    has_role = any(guess.target == "organisation.role" or _is_role(guess) for guess in guesses)
    for name in _KEYS if has_role else _KEYS[:2]:
        keys = [guess.heading for guess in guesses if guess.target == f"project.{name}"]
        texts = [row[keys[0]] for row in rows if keys[0] in row] if keys else []
        if texts:
            return len(set(texts)) > _OWN_ROW * len(texts) and not (has_role and len(texts) > 1)
    return True


def _settle(guess: Guess, table: TableName, targets: set[str | None]) -> str | None:
    section, field = guess.section, guess.field
    if guess.target is None or guess.target == "person":
        return guess.target
    if table == "partnerships":
        return _in_partnerships(guess)
    if table == "places":
        return _in_places(section, field, targets)
    if table == "organisations":
        return _in_organisations(section, field)
    if table == "memberships":
        return _in_memberships(guess, targets)
    if section == "network":
        return {"name": "project.title", "id": "project.code"}.get(field)
    if guess.target == "place.name":
        return "organisation.town"
    if section in ("membership", "place", "one", "other"):
        return None
    return _in_projects(guess, targets) if section in ("?", "project", "organisation") else guess.target


def _in_places(section: str, field: str, targets: set[str | None]) -> str | None:
    if section not in ("place", "?", "organisation") or (field == "town" and "place.name" in targets):
        return None
    return f"place.{ {'id': 'code', 'town': 'name'}.get(field, field) }"


def _in_partnerships(guess: Guess) -> str | None:
    if guess.target in ("one", "other"):
        return guess.target
    return f"together.{guess.field}" if guess.field in ("start", "end", "title") else None


def _in_organisations(section: str, field: str) -> str | None:
    if (section, field) == ("place", "name"):
        return "organisation.town"
    if section in ("project", "membership", "place", "one", "other", "network"):
        return "organisation.status" if (section, field) == ("project", "status") else None
    return f"organisation.{ {'code': 'id', 'acronym': 'names'}.get(field, field) }"


def _in_memberships(guess: Guess, targets: set[str | None]) -> str | None:
    if guess.section in ("network", "membership", "organisation"):
        return guess.target
    if guess.section == "project":
        names = {"status": "status", "start": "since", "end": "until"}
        return f"membership.{names[guess.field]}" if guess.field in names else None
    return _in_organisations(guess.section, guess.field) if guess.section == "?" else None


def _in_projects(guess: Guess, targets: set[str | None]) -> str | None:
    """In tables of projects: what stands alone is said of the project if that lacks it, else of the body."""
    section, field = guess.section, guess.field
    if (section, field) == ("project", "status") and _has_roles(guess) and "organisation.role" not in targets:
        return "organisation.role"
    if section != "?":
        return guess.target
    if field == "acronym" and "project.acronym" in targets:
        return "organisation.names"
    if field in ("code", "acronym", "themes", "website"):
        return f"project.{field}" if f"project.{field}" not in targets else None
    if field == "name" and "project.title" not in targets and any(f"{who}.name" in targets for who in _WHO):
        return "project.title"
    who = next((w for w in _WHO if any((t or "").startswith(f"{w}.") for t in targets)), "organisation")
    return f"{who}.{field}"


def _rank(guess: Guess) -> tuple[float, int]:
    """Of NUTS 1, 2 and 3 the last says the most."""
    return guess.certainty, (guess.number or 0) if guess.field == "nuts" else 0


def _once(guesses: Sequence[Guess]) -> list[Guess]:
    """Each field by its surest column, the first of equally sure ones; other names may stand in several."""
    taken: dict[tuple[str | None, int | None], Guess] = {}
    for guess in guesses:
        several = guess.field == "names"
        key = guess.heading if several else guess.target, guess.number if guess.section == "partner" else None
        if key not in taken or _rank(guess) > _rank(taken[key]):
            taken[key] = guess
    kept = {id(guess) for guess in taken.values()}
    return [
        guess
        if id(guess) in kept or guess.target in (None, "person")
        else guess.to(None, f"{guess.target} is read from another column")
        for guess in guesses
    ]
