"""What was found, in the schema of labelled project pages, with a span and a rule for every fact."""

from typing import Any

from ingest.documents.body_kinds import TYPES
from ingest.documents.found import SURE_ENOUGH, Body, Fact, Figure, Findings, Funder, Money


def as_page(found: Findings, *, address: str | None = None) -> dict[str, Any]:
    """Everything that was found, doubtful facts too; those carry `"review": true`."""
    named = any(body.name for body in found.participants)
    return {
        "url": address,
        "language": found.language,
        "text_kind": "raw",
        "page_kind": "project" if named else "negative_partners_not_named",
        "project": _project(found),
        "participants": [_body(body) for body in found.participants],
        "unnamed_participants": _unnamed(found),
        "others": [_body(body) for body in found.bodies if body not in found.participants],
        "funders": [_funder(one) for one in found.funders],
        "places": _places(found),
        "counters": [_figure(one) for one in found.figures],
        "groups": [
            *({"name": fact.value, "member_of": owner, **_evidence(fact)} for fact, owner in found.groups),
            *(_figure(one.figure) | {"key": one.key, "helped": list(one.helped)} for one in found.aggregates),
        ],
        "not_participants": [
            {"name": body.name.value, "why": body.role.value}
            for body in found.bodies
            if body.name and body.role.value in ("supplier", "patron")
        ],
        "notes": "",
    }


def _unnamed(found: Findings) -> list[dict[str, Any]]:
    """Placeholders of one type and role together, with their countries and how many they are."""
    told: dict[tuple[str, str], list[str | None]] = {}
    for body in found.participants:
        if body.name is None:
            kind = TYPES[body.kind.value] if body.kind else "unknown"
            told.setdefault((kind, body.role.value), []).append(body.country.value if body.country else None)
    return [
        {
            "countries": sorted({one for one in countries if one}),
            "type": kind,
            "role": role,
            "count": len(countries),
        }
        for (kind, role), countries in sorted(told.items())
    ]


def _project(found: Findings) -> dict[str, Any]:
    facts = {
        "name": found.title,
        "code": found.code,
        "start": found.start,
        "end": found.end,
        "status": found.status,
        "website": found.website,
    }
    told: dict[str, Any] = {name: fact.value if fact else None for name, fact in facts.items()}
    told["aliases"] = [fact.value for fact in found.aliases]
    told["total_budget"] = _money(found.budget)
    told["grant"] = _money(found.grant)
    told["evidence"] = {name: _evidence(fact) for name, fact in facts.items() if fact}
    return told


def _money(money: Money | None) -> dict[str, Any] | None:
    if money is None:
        return None
    return {"amount": float(money.amount), "currency": money.currency, **_evidence(money.fact)}


def _body(body: Body) -> dict[str, Any]:
    name = body.name
    told: dict[str, Any] = {
        "name": name.value if name else None,
        "role": body.role.value,
        "type": TYPES[body.kind.value] if body.kind else "unknown",
        "country": body.country.value if body.country else None,
        "place": body.place.value if body.place else None,
        "name_as_written": next(
            (a.value for a in body.aliases if a.rule == "as written"), name.value if name else None
        ),
        "aliases": sorted({alias.value for alias in body.aliases}),
    }
    if name is None:
        told["placeholder"] = True
    return (
        told
        | _evidence(body.evidence or name or body.role)
        | {"role_evidence": _evidence(body.role)}
        | _review(body.confidence)
    )


def _funder(one: Funder) -> dict[str, Any]:
    kinds = {"measure": "priority", "sub-measure": "priority"}
    aliases = [one.as_written] if one.as_written and one.as_written != one.name.value else []
    return {
        "name": one.name.value,
        "kind": kinds.get(one.level, one.level),
        "level": one.level,
        "code": one.code,
        "key": one.key,
        "part_of": one.above,
        "aliases": aliases,
    } | _evidence(one.name)


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "label": one.label,
        "unit": one.unit,
        "value": one.value,
        "comparator": str(one.comparator) if one.comparator else None,
        "max": one.value_to,
        "status": str(one.status),
        "basis": one.basis,
        "spans": [list(span) for span in one.at],
        "rule": one.rule,
        "confidence": one.confidence,
    } | _review(one.confidence)


def _places(found: Findings) -> list[dict[str, Any]]:
    return [{"code": area.code, "excluded": area.excluded, **_evidence(area.fact)} for area in found.areas]


def _evidence(fact: Fact) -> dict[str, Any]:
    return {"spans": [list(span) for span in fact.at], "rule": fact.rule, "confidence": fact.confidence}


def _review(confidence: float) -> dict[str, Any]:
    return {"review": True} if confidence < SURE_ENOUGH else {}
