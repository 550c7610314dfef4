"""Amounts in other currencies, in euro beside what the source says, by the rates that the user brought.

The day is the first day of the project of which the row speaks: the only one that most tables give. What
cannot be converted stays as it is stated, and the job says how often and why.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from graph.properties import Value
from graph.records import Record, Rejection, Row
from graph.vocabulary import Node
from ingest.rates import EURO, NotConverted, Rates, converted
from ingest.reading.dates import precision

# What is converted, and the property that holds it in euro.
IN_EURO = {"budget": "budget_eur", "amount": "amount_eur", "contribution": "contribution_eur"}


@dataclass(slots=True)
class EuroTeller:
    """Adds the amounts in euro to rows; `reasons` counts why some have none."""

    rates: Rates
    file: str
    reasons: Counter[str] = field(default_factory=Counter)

    def told(self, rows: Iterator[Row | Rejection]) -> Iterator[Row | Rejection]:
        """The rows with amounts in euro beside those in other currencies."""
        for row in rows:
            if isinstance(row, Rejection):
                yield row
            else:
                yield Row(self._record(row.record), tuple(map(self._record, row.references)))

    def notes(self) -> list[str]:
        """A sentence for each reason why amounts have no value in euro."""
        return [f"{count:,} amounts have none in euro. {reason}" for reason, count in self.reasons.items()]

    def _record(self, record: Record) -> Record:
        said = (*(node.values for node in record.nodes), *(tie.values for tie in record.ties))
        if not any(map(self._foreign, said)):
            return record
        day = _first_day(record)
        return replace(
            record,
            nodes=tuple(
                replace(claim, values=self._with_euro(claim.values, day))
                if claim.label is Node.PROJECT
                else claim
                for claim in record.nodes
            ),
            ties=tuple(replace(claim, values=self._with_euro(claim.values, day)) for claim in record.ties),
        )

    @staticmethod
    def _foreign(values: Mapping[str, Value]) -> bool:
        return values.get("currency", EURO) != EURO and any(name in values for name in IN_EURO)

    def _with_euro(self, values: Mapping[str, Value], day: date | None) -> Mapping[str, Value]:
        if not self._foreign(values):
            return values
        currency, added = str(values["currency"]), dict(values)
        for name, in_euro in IN_EURO.items():
            if name not in values:
                continue
            if day is None:
                self.reasons["The row gives no first day of the project."] += 1
                continue
            found = converted(Decimal(str(values[name])), currency, day, self.rates)
            if isinstance(found, NotConverted):
                self.reasons[found.reason] += 1
                continue
            added[in_euro] = f"{found.amount_eur:f}"
            added["rate"] = f"1 EUR = {found.rate:f} {currency} on {found.rate_date} ({self.file})"
        return added


def _first_day(record: Record) -> date | None:
    """First day of the only project that the record describes, where it is known to the day."""
    starts = {str(claim.values["start"]) for claim in record.nodes if _dated(claim.label, claim.values)}
    return date.fromisoformat(starts.pop()) if len(starts) == 1 else None


def _dated(label: Node, values: Mapping[str, Value]) -> bool:
    start = values.get("start")
    return label is Node.PROJECT and isinstance(start, str) and precision(start) == "day"
