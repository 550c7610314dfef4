"""What a user would write instead to get participations into Neo4j: a driver script, or neomodel."""

import csv
import gzip
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from neo4j import Driver
from neomodel import RelationshipTo, StringProperty, StructuredNode, StructuredRel, db

BATCH = 5000
LOAD = """
    UNWIND $rows AS row
    MERGE (o:BareOrganisation {uid: row.pic})
    SET o.name = row.name, o.country = row.country, o.town = row.city, o.vat = row.vatNumber
    MERGE (p:BareProject {uid: row.rcn})
    SET p.start = row.start_date, p.end = row.end_date, p.budget = row.total_cost
    MERGE (o)-[t:TAKES_PART_IN]->(p)
    SET t.role = row.role, t.contribution = row.contribution
"""


class Part(StructuredRel):
    role = StringProperty()
    contribution = StringProperty()


class BareProject(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    start = StringProperty()
    end = StringProperty()
    budget = StringProperty()


class BareOrganisation(StructuredNode):
    uid = StringProperty(unique_index=True, required=True)
    name = StringProperty()
    country = StringProperty()
    town = StringProperty()
    vat = StringProperty()
    takes_part_in = RelationshipTo(BareProject, "TAKES_PART_IN", model=Part)


def constrain(driver: Driver) -> None:
    """Both ways begin with the uniqueness constraints, without which MERGE crawls."""
    for label in ("BareOrganisation", "BareProject"):
        driver.execute_query(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.uid IS UNIQUE")


def rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def with_driver(driver: Driver, file: Path) -> int:
    """One statement per batch of rows; returns how many rows."""
    todo, count = rows(file), 0
    with driver.session() as session:
        while part := list(islice(todo, BATCH)):
            session.execute_write(lambda tx: tx.run(LOAD, rows=part).consume())
            count += len(part)
    return count


def with_neomodel(driver: Driver, file: Path, sample: int) -> int:
    """`save()` and `connect()` row by row, as neomodel's guide begins."""
    db.set_connection(driver=driver)
    organisations: dict[str, BareOrganisation] = {}
    projects: dict[str, BareProject] = {}
    for row in islice(rows(file), sample):
        if row["pic"] not in organisations:
            organisations[row["pic"]] = BareOrganisation(
                uid=row["pic"],
                name=row["name"],
                country=row["country"],
                town=row["city"],
                vat=row["vatNumber"],
            ).save()
        if row["rcn"] not in projects:
            projects[row["rcn"]] = BareProject(
                uid=row["rcn"], start=row["start_date"], end=row["end_date"], budget=row["total_cost"]
            ).save()
        part = {"role": row["role"], "contribution": row["contribution"]}
        organisations[row["pic"]].takes_part_in.connect(projects[row["rcn"]], part)
    return sample
