"""Search and profiles of organisations."""

import base64
import binascii
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.equally_near import MOST_SORTED, ties_by_name
from api.answers.stated import Values, shown_values
from api.explorer import Explorer
from graph.errors import InvalidParameter, NotFound
from graph.names import folded, nearest
from graph.snapshot import Snapshot
from graph.store import organisations
from graph.store.organisations import After, Filters
from graph.store.resolution_cluster import standing_for
from graph.store.session import Store
from viz.languages import gettext

MOST = 500


class OrganisationRow(BaseModel):
    """An organisation in a list."""

    uid: str
    name: Annotated[str | None, Field(description="null where no source names it")]
    kind: str | None
    sector: str | None
    country: str | None
    town: str | None
    projects: int
    partners: int


class OrganisationList(Answer):
    organisations: list[OrganisationRow]
    next: str | None = Field(description="Cursor of the next page; null on the last.")


class JointProject(BaseModel):
    uid: str
    acronym: str | None
    title: str | None
    start: str | None
    end: str | None
    role: str | None
    department: str | None
    evidence: list[Evidence]
    values: Values = Field(description="What each record says of the part in the project.")


class Collaborator(BaseModel):
    uid: str
    name: str | None
    kind: str | None
    country: str | None
    weight: float = Field(description="Sum of 1/(n - 1) over joint projects with n participants.")
    projects: int
    first_year: int | None
    last_year: int | None


class OtherTie(BaseModel):
    type: str
    outgoing: bool
    uid: str
    label: str
    name: str | None
    evidence: list[Evidence]


class Said(BaseModel):
    """What one record says."""

    uid: str
    source: str
    file: str | None
    part: str | None
    row: int | None
    address: str | None
    job: str | None
    values: dict[str, Any]
    href: str


class Ground(BaseModel):
    """A judgement by which organisations of sources are one."""

    uid: str
    a: str
    b: str
    by: str
    at: str
    score: float | None
    href: str


class Profile(Answer):
    organisation: dict[str, Any]
    merged_into: str | None = Field(
        description="The organisation that stands for the one that was asked for, where it is another."
    )
    members: list[str] = Field(
        description="All that are the same, as sources know them; empty for one alone."
    )
    grounds: list[Ground] = Field(description="The judgements by which they are the same.")
    split_into: list[str] = Field(
        description="Organisations with which the one that was asked for was once the same, and no longer is."
    )
    values: Values = Field(description="Per value: what is shown, why, and everything that is stated.")
    counts: dict[str, int]
    projects: list[JointProject]
    collaborators: list[Collaborator]
    ties: list[OtherTie]
    said: list[Said] = Field(description="What each record says; the values shown are computed from these.")


def search(
    explorer: Explorer, text: str, filters: Filters, cursor: str | None, limit: int
) -> OrganisationList:
    """A page of organisations; raises InvalidParameter for a cursor that is not ours."""
    after = _after(cursor)
    found = _sorted_page(explorer.store, text, filters, after, limit) if text else None
    rows, last = found or _plain_page(explorer.store, text, filters, after, limit)
    shown = [OrganisationRow(**row) for row in rows]
    return OrganisationList(**basis(explorer), organisations=shown, next=last)


def _sorted_page(
    store: Store, text: str, filters: Filters, after: After | None, limit: int
) -> tuple[list[dict[str, Any]], str | None] | None:
    """A page of the best matches, equal ones by name, and the cursor of the next; None beyond the sorted."""
    if after and after.beyond:
        return None
    best = organisations.best_matches(store, text, filters, MOST_SORTED)
    ranked = ties_by_name(best, "name")
    places = {row["uid"]: place for place, row in enumerate(ranked, start=1)}
    begin = places.get(after.uid) if after else 0
    if begin is None:
        return None
    end = begin + limit
    rows = organisations.these(store, ranked[begin:end])
    if end < len(ranked):
        return rows, _cursor(ranked[end - 1])
    return rows, _cursor(best[-1], beyond=True) if len(best) == MOST_SORTED else None


def _plain_page(
    store: Store, text: str, filters: Filters, after: After | None, limit: int
) -> tuple[list[dict[str, Any]], str | None]:
    """A page in the order of scores and uids, and the cursor of the next."""
    rows = organisations.search(store, text, filters, after, limit)
    beyond = bool(after and after.beyond)
    return rows, _cursor(rows[-1], beyond=beyond) if len(rows) == limit else None


def profile(explorer: Explorer, uid: str) -> Profile:
    """Everything about one organisation; raises NotFound."""
    found = organisations.profile(explorer.store, uid)
    return Profile(
        **basis(explorer),
        organisation=found["organisation"],
        merged_into=found["merged_into"],
        members=found["members"],
        grounds=[_ground(judgement) for judgement in found["grounds"]],
        split_into=found["split_into"],
        values=shown_values(found["values"]),
        counts=found["counts"],
        projects=[_joint(row) for row in found["projects"]],
        collaborators=[Collaborator(**row) for row in found["partners"]],
        ties=[OtherTie(**row | {"evidence": evidence(row["evidence"])}) for row in found["ties"]],
        said=[said(record) for record in found["records"]],
    )


def _joint(row: dict[str, Any]) -> JointProject:
    return JointProject(
        **row | {"evidence": evidence(row["evidence"]), "values": shown_values(row["values"])}
    )


def _ground(judgement: dict[str, Any]) -> Ground:
    shown = {name: judgement[name] for name in ("uid", "a", "b", "by", "at", "score")}
    return Ground(**shown, href=f"/api/v1/resolution/judgements/{judgement['uid']}")


def said(record: dict[str, Any]) -> Said:
    """A record of the store with the address under which it can be read whole."""
    return Said(**record, href=f"/api/v1/records/{record['uid']}")


def row_of(snapshot: Snapshot, text: str, store: Store | None = None) -> int:
    """Row of the organisation meant by a uid or a name; raises NotFound with near matches.

    A name means one organisation only if exactly one is called so, diacritics and case aside. With `store`
    the uid of an organisation for which another stands means that other.
    """
    if text.startswith("org-"):
        try:
            return snapshot.organisation_row(text)
        except NotFound:
            if store is None:
                raise
            return snapshot.organisation_row(standing_for(store, text))
    names, asked = snapshot.folded_names, folded(text.strip())
    same = [row for row, name in enumerate(names) if name == asked]
    if len(same) == 1:
        return same[0]
    near = same or nearest(text, names)
    known = [(snapshot.organisation_uids[row], _described(snapshot, row)) for row in near]
    problem = (
        gettext("%(text)s is the name of more than one organisation.", text=repr(text))
        if same
        else gettext("%(text)s is not the name of an organisation.", text=repr(text))
    )
    raise NotFound(problem + (" " + gettext("Did you mean one of these?") if known else ""), near=known)


def _described(snapshot: Snapshot, row: int) -> str:
    organisation = snapshot.organisation(row)
    return ", ".join(part for part in (organisation["name"], organisation["country"]) if part)


def _cursor(row: dict[str, Any], *, beyond: bool = False) -> str:
    last = [row["score"], row["uid"], *([True] if beyond else [])]
    return base64.urlsafe_b64encode(orjson.dumps(last)).decode()


def _after(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    try:
        score, uid, *beyond = orjson.loads(base64.urlsafe_b64decode(cursor.encode()))
        return After(uid=str(uid), score=None if score is None else float(score), beyond=bool(beyond))
    except (ValueError, TypeError, binascii.Error):
        raise InvalidParameter(
            "The cursor is not one of ours; take it from 'next' of the page before."
        ) from None
