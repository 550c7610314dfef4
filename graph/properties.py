"""What can be known of each thing and each tie: one table, with the type and the sentence of every value."""

from dataclasses import dataclass

from graph.vocabulary import Node, Tie

Value = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Property:
    """Type of a property and the sentence that explains it to a user."""

    type: type
    sentence: str


_NAME = Property(str, "Name as the source writes it; null where the source does not name it.")

PROPERTIES: dict[Node, dict[str, Property]] = {
    Node.ORGANISATION: {
        "name": _NAME,
        "names": Property(tuple, "Other names and spellings."),
        "name_status": Property(
            str, "'stated', or 'missing' for a participant that is counted but not named."
        ),
        "kind": Property(str, "What the organisation is (vocabulary.Kind); null where nobody says."),
        "kind_rule": Property(str, "By which rule the kind was found, or 'stated'."),
        "sector": Property(str, "public, private, civic or science; null where unknown."),
        "legal_status": Property(str, "Legal status as the source gives it."),
        "country": Property(str, "ISO 3166-1 alpha-2 code."),
        "town": Property(str, "Town of the seat as the source writes it."),
        "website": Property(str, "Own web address."),
        "identifiers": Property(
            tuple, "Numbers in registers, as scheme:number: pic, oid, vat, ror, oib, lei, grid, wikidata, ..."
        ),
        "status": Property(str, "As a register puts it: active, inactive, withdrawn."),
        "longitude": Property(float, "Degrees east of Greenwich, of the seat."),
        "latitude": Property(float, "Degrees north of the equator, of the seat."),
    },
    Node.PROJECT: {
        "code": Property(str, "Grant or project number."),
        "acronym": Property(str, "Short name."),
        "title": Property(str, "Full name."),
        "start": Property(str, "First day, ISO 8601 (a month where only that is stated)."),
        "end": Property(str, "Last day, ISO 8601 (a month where only that is stated)."),
        "status": Property(str, "As the source puts it: archived, closed, ..."),
        "budget": Property(str, "Total budget, decimal, in `currency`."),
        "currency": Property(str, "ISO 4217 code of the budget."),
        "budget_eur": Property(str, "The budget in euro, by `rate`; only where it is in another currency."),
        "rate": Property(str, "By which rate, of which day and table, the amount in euro was worked out."),
        "website": Property(str, "The project's own web address."),
        "language": Property(str, "Language of the text that tells of it."),
        "funding": Property(str, "'missing' where the source names no funder: unknown, which is not 'none'."),
    },
    Node.PROGRAMME: {
        "name": _NAME,
        "code": Property(str, "Number inside the programme above it, such as 5.4.2."),
        "level": Property(str, "fund, mechanism, programme, priority, measure, sub-measure or call."),
        "period": Property(str, "Programming period, such as 2014-2020."),
        "start": Property(str, "First day of a call."),
        "end": Property(str, "Last day of a call."),
        "budget": Property(str, "Budget of a call, decimal, in `currency`."),
        "currency": Property(str, "ISO 4217 code of the budget."),
    },
    Node.PLACE: {
        "code": Property(str, "NUTS, LAU or ISO 3166 code."),
        "name": _NAME,
        "names": Property(tuple, "Names in other languages, scripts and editions of the list."),
        "level": Property(str, "country, nuts1, nuts2, nuts3, lau, subdivision, settlement or area."),
        "scheme": Property(str, "Which list the code is from."),
        "country": Property(str, "ISO 3166-1 alpha-2 code."),
        "valid_from": Property(int, "Year of the first edition of the list that has the code."),
        "valid_to": Property(int, "Year of the last edition that has it; absent while it is in force."),
        "population": Property(int, "Inhabitants; null where the list does not say."),
        "population_year": Property(int, "Year of the population figure."),
        "area": Property(float, "Square kilometres."),
        "urbanisation": Property(str, "city, town or rural: Eurostat's degree of urbanisation."),
        "longitude": Property(float, "Degrees east of Greenwich, of a point inside."),
        "latitude": Property(float, "Degrees north of the equator, of a point inside."),
        "shape_set": Property(
            str,
            "Which shapes its own was compared with to find shared borders: places of one set have a BORDERS "
            "tie or share none; null where no shape is known, and then its borders are unknown.",
        ),
    },
    Node.THEME: {
        "name": _NAME,
        "code": Property(str, "Code in the classification that it is from."),
        "scheme": Property(str, "Which classification the code is from."),
    },
    Node.GROUP: {
        "name": Property(str, "What the source calls the participants that it counts but does not name."),
        "size": Property(float, "Stated size; null where the source gives none."),
        "size_to": Property(float, "Upper end of a stated range."),
        "comparator": Property(str, "= ~ > < or range."),
        "status": Property(str, "stated, not rendered, missing or computed."),
    },
    Node.COUNTER: {
        "label": Property(str, "What is counted."),
        "unit": Property(str, "Unit: people, municipalities, per cent, hours, ..."),
        "value": Property(float, "The figure, or null with a status that says why."),
        "value_to": Property(float, "Upper end of a stated range."),
        "comparator": Property(str, "= ~ > < or range."),
        "status": Property(str, "stated, not rendered, missing or computed."),
        "basis": Property(str, "For a computed figure: from what, and how."),
    },
}

TIE_PROPERTIES: dict[Tie, dict[str, Property]] = {
    Tie.PARTICIPATES_IN: {
        "role": Property(str, "lead, partner or associated; null where no source says."),
        "department": Property(str, "Part of the organisation that takes part."),
        "contribution": Property(
            str, "Funding that the participant gets in the project, decimal, in `currency`."
        ),
        "contribution_eur": Property(str, "The contribution in euro, by `rate`."),
        "rate": Property(str, "By which rate, of which day and table, the amount in euro was worked out."),
        "cost": Property(str, "Total cost of the participant in the project, decimal, in `currency`."),
        "currency": Property(str, "ISO 4217 code."),
        "status": Property(str, "As the source puts it, such as 'ended early'."),
    },
    Tie.APPLIED_FOR: {
        "status": Property(str, "What became of the application, as the source puts it."),
        "amount": Property(str, "Funding asked for, decimal, in `currency`."),
        "amount_eur": Property(str, "The funding asked for in euro, by `rate`."),
        "rate": Property(str, "By which rate, of which day and table, the amount in euro was worked out."),
        "currency": Property(str, "ISO 4217 code."),
    },
    Tie.MEMBER_OF: {
        "since": Property(str, "Year or day of joining, ISO 8601."),
        "until": Property(str, "Year or day of leaving, ISO 8601."),
        "status": Property(str, "Kind of membership as the source puts it."),
    },
    Tie.BECAME: {
        "since": Property(str, "Year of the edition of the list that has the new code."),
        "change": Property(str, "What changed, as the list puts it."),
    },
    Tie.FUNDED_BY: {
        "amount": Property(str, "Funding of the project, decimal, in `currency`; null where not stated."),
        "amount_eur": Property(str, "The funding in euro, by `rate`."),
        "rate": Property(str, "By which rate, of which day and table, the amount in euro was worked out."),
        "currency": Property(str, "ISO 4217 code."),
        "call": Property(str, "Number of the call."),
    },
    Tie.SUPPLIES: {"what": Property(str, "What is supplied.")},
}
