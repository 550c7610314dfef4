"""A second source on the networks: what other pages tell of the same projects, facts only, read by hand."""

from pathlib import Path

LEADER = """
network: mazovian-second
document: {id: fio, language: pl, address: https://leader.example.org/msed}
project:
  key: msed
  same_as: mazovian-network/mazowiecka-siec-edukacyjna
  funding: {value: missing, rule: the page names no funder}
participants:
  - key: fio
    name: {value: Federacja Inicjatyw Oświatowych, at: [1, 31]}
    kind: {value: ngo, rule: a federation}
    country: {value: PL, rule: Polish name}
    role: {value: lead, at: [40, 45]}
  - key: civis
    name: {value: Fundacja Civis Polonus, at: [50, 72]}
    country: {value: PL, rule: Polish name}
    role: {value: partner, at: [80, 87]}
counters:
  - key: programmes
    label: powiats with a programme
    unit: powiats
    value: 11
    comparator: "="
    at: [90, 92]
"""
PARTNERS = """
network: first-second
document: {id: report, language: en, address: https://partners.example.org/first}
project:
  key: first
  same_as: first-time-network/first-time-realisers
  start: {value: 2018-09, at: [1, 9]}
  end: {value: 2020-08, at: [12, 20]}
  funding: {value: missing, rule: the page names no funder}
participants:
  - key: faie
    name: {value: FAIE, at: [30, 34]}
    country: {value: PL, at: [36, 38]}
    role: {value: lead, at: [40, 44]}
  - key: cooss
    name: {value: COOSS, at: [50, 55]}
    country: {value: IT, at: [57, 59]}
  - key: folk
    name: {value: Hungarian Folk High School Society, at: [60, 94]}
    country: {value: HU, at: [96, 98]}
  - key: interfolk
    name: {value: Interfolk, at: [100, 109]}
    country: {value: DK, at: [111, 113]}
  - key: educult
    name: {value: EDUCULT, at: [120, 127]}
    country: {value: AT, at: [129, 131]}
"""
DANISH = """
network: first-third
document: {id: interfolk, language: da, address: https://danish.example.org/first}
project:
  key: first
  same_as: first-time-network/first-time-realisers
  start: {value: 2018-10, at: [1, 9]}
  end: {value: 2020-12, at: [12, 20]}
  funding: {value: missing, rule: the page names no funder}
"""
NORWAY = """
network: lithuanian-second
document: {id: fun, language: en, address: https://norway.example.org/cluster}
project:
  key: cluster
  code: {value: NOR-LT10-VRM-01-K-02-006, at: [1, 25]}
  funded_by:
    - {value: norwegian-financial-mechanism-2009-2014, at: [30, 40]}
programmes:
  - key: norwegian-financial-mechanism-2009-2014
    level: programme
    name: {value: the same programme, at: [30, 40]}
participants:
  - key: fun
    name: {value: Flexible Education Norway, at: [50, 75]}
    country: {value: "NO", at: [77, 83]}
    website: {value: "http://fleksibelutdanning.no/", at: [90, 120]}
    role: {value: partner, at: [130, 137]}
"""


def written(folder: Path, **texts: str) -> list[Path]:
    """A network file for each text."""
    paths = [folder / f"{name}.yaml" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths
