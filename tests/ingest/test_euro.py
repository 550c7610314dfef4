"""Amounts in euro beside the amounts that are stated, by rates that the user brings."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from graph.progress import Silent
from graph.records import Rejection, Row
from graph.settings import Settings
from graph.store.session import Store
from graph.vocabulary import Tie
from ingest.euro import EuroTeller
from ingest.jobs import ingest, rates_option
from ingest.rates import Rates
from tests.builders import organisation, programme, project, record, tie
from tests.graph.store.dump import nodes, ties
from tests.ingest.test_pipeline import Listed, a_file

RATES = Rates({"PLN": (date(2014, 6, 30),)}, {"PLN": (Decimal("4.1568"),)})


def paid(currency: str, start: str | None = "2014-07-02") -> Row:
    dates = {"start": start} if start else {}
    joint, member, funder = (
        project("p", budget="1000", currency=currency, **dates),
        organisation("a"),
        programme("f"),
    )
    return Row(
        record(
            "k",
            joint,
            member,
            funder,
            ties=[
                tie(Tie.PARTICIPATES_IN, member, joint, contribution="415.68", currency=currency),
                tie(Tie.FUNDED_BY, joint, funder, amount="831.36", currency=currency),
            ],
        )
    )


def told(row: Row | Rejection) -> tuple[EuroTeller, Row | Rejection]:
    teller = EuroTeller(RATES, "rates.csv")
    return teller, next(teller.told(iter([row])))


def test_amounts_stand_in_euro_beside_what_is_stated() -> None:
    teller, row = told(paid("PLN"))
    assert isinstance(row, Row)
    part, funding = (claim.values for claim in row.record.ties)
    assert (part["contribution"], part["currency"], part["contribution_eur"]) == ("415.68", "PLN", "100.00")
    assert (funding["amount"], funding["amount_eur"]) == ("831.36", "200.00")
    assert funding["rate"] == "1 EUR = 4.1568 PLN on 2014-06-30 (rates.csv)"
    assert row.record.nodes[0].values["budget_eur"] == "240.57"
    assert teller.notes() == []


def test_euro_stay_as_they_are() -> None:
    _, row = told(paid("EUR"))
    assert row == paid("EUR")


def test_what_has_no_day_or_no_rate_stays_as_stated_and_is_counted() -> None:
    for row, reason in (
        (paid("PLN", None), "gives no first day"),
        (paid("PLN", "2014"), "gives no first day"),
        (paid("HRK"), "has none for HRK"),
        (paid("PLN", "2014-07-30"), "more than 7 days older"),
    ):
        teller, same = told(row)
        assert same == row
        assert [note[:1] for note in teller.notes()] == ["3"]
        assert reason in teller.notes()[0]


def test_a_job_with_rates_writes_euro_and_says_what_it_could_not_convert(
    store: Store, settings: Settings
) -> None:
    table = a_file(settings).with_name("rates.csv")
    table.write_text("Date,PLN,\n2014-06-30,4.1568,\n")
    options = {"rates": rates_option(settings, table)}
    job = ingest(store, Listed(paid("PLN")), a_file(settings), settings, Silent(), options=options)
    assert job.state == "done"
    assert nodes(store, "Project")["prj-p"]["budget_eur"] == "240.57"
    assert ties(store, "FUNDED_BY")["prj-p", "fund-f"]["amount_eur"] == "200.00"
    assert Path(settings.home / "raw" / options["rates"]["checksum"] / "rates.csv").is_file()
