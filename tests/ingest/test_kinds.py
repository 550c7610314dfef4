import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from graph.vocabulary import Kind
from ingest.countries import country_code
from ingest.kinds import kind_of_name

DATA = Path(os.environ.get("SOCIALCLUSTER_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))

NAMES: list[tuple[str, str | None, Kind | None]] = [
    # a place, and bodies named after it
    ("Maribor", "SI", None),
    ("Municipality of Maribor", "SI", Kind.MUNICIPALITY),
    ("University of Maribor", "SI", Kind.UNIVERSITY),
    ("Mestna občina Maribor", "SI", Kind.MUNICIPALITY),
    ("Univerzitetna knjižnica Maribor", "SI", Kind.LIBRARY),
    # municipalities
    ("Gmina Suwałki", "PL", Kind.MUNICIPALITY),
    ("URZĄD MIASTA LUBLIN", "PL", Kind.MUNICIPALITY),
    ("Miasto Łomża", "PL", Kind.MUNICIPALITY),
    ("Stadt Passau", "DE", Kind.MUNICIPALITY),
    ("Stadt Passau - Kulturamt", "DE", Kind.MUNICIPALITY),
    ("Comune di Trieste", "IT", Kind.MUNICIPALITY),
    ("Municipiul Timișoara", "RO", Kind.MUNICIPALITY),
    ("Utenos rajono savivaldybės administracija", "LT", Kind.MUNICIPALITY),
    ("Alytus District Municipality Administration", "LT", Kind.MUNICIPALITY),
    ("Szeged Megyei Jogú Város Önkormányzata", "HU", Kind.MUNICIPALITY),
    ("Obec Lendak", "SK", Kind.MUNICIPALITY),
    ("Město Cheb", "CZ", Kind.MUNICIPALITY),
    ("Aabenraa Kommune", "DK", Kind.MUNICIPALITY),
    ("Tromsø kommune", "NO", Kind.MUNICIPALITY),
    ("Göteborgs stad", "SE", Kind.MUNICIPALITY),
    ("Oulun kaupunki", "FI", Kind.MUNICIPALITY),
    ("Ayuntamiento de Cáceres", "ES", Kind.MUNICIPALITY),
    ("Ajuntament de Girona", "ES", Kind.MUNICIPALITY),
    ("Câmara Municipal de Évora", "PT", Kind.MUNICIPALITY),
    ("Gemeente Enschede", "NL", Kind.MUNICIPALITY),
    ("Ville de Perpignan", "FR", Kind.MUNICIPALITY),
    ("Grad Osijek", "HR", Kind.MUNICIPALITY),
    ("Община Русе", "BG", Kind.MUNICIPALITY),
    ("Bashkia Shkodër", "AL", Kind.MUNICIPALITY),
    ("Edirne Belediyesi", "TR", Kind.MUNICIPALITY),
    ("Valkas novada dome", "LV", Kind.MUNICIPALITY),
    ("Tartu linn", "EE", Kind.MUNICIPALITY),
    ("Cardiff City Council", "GB", Kind.MUNICIPALITY),
    ("Preiļi County Council", "LV", Kind.MUNICIPALITY),
    # what only sounds like a municipality
    ("Association of Municipalities of the Danube Bend", "HU", None),
    ("Stowarzyszenie Gmin Doliny Redy", "PL", None),
    ("Združenie obcí Hornád", "SK", None),
    ("Unione dei Comuni della Valle", "IT", None),
    ("Kommunalförbundet Norden", "SE", None),
    ("Ev. Kirchengemeinde Görlitz", "DE", None),
    ("Pécsi Roma Nemzetiségi Önkormányzat", "HU", None),
    ("Municipal Library of Kavala", "GR", Kind.LIBRARY),
    ("City Museum of Varaždin", "HR", Kind.CULTURE),
    ("Stadtwerke Flensburg", "DE", Kind.COMPANY),
    ("Stadt Land Fluss Marketing GmbH", "DE", Kind.COMPANY),
    ("City of Arts and Sciences", "ES", None),
    ("City of Glasgow College", "GB", None),
    # regional authorities
    ("Regione Autonoma Friuli Venezia Giulia", "IT", Kind.REGION),
    ("Landkreis Görlitz", "DE", Kind.REGION),
    ("Land Salzburg, Abteilung Kultur", "AT", Kind.REGION),
    ("Land der Ideen Management", "DE", None),
    ("Region Skåne", "SE", Kind.REGION),
    ("Województwo Podlaskie", "PL", Kind.REGION),
    ("Urząd Marszałkowski Województwa Lubelskiego", "PL", Kind.REGION),
    ("Cork County Council", "IE", Kind.REGION),
    ("Zala Megyei Önkormányzat", "HU", Kind.REGION),
    ("Jihomoravský kraj", "CZ", Kind.REGION),
    ("Prešovský samosprávny kraj", "SK", Kind.REGION),
    ("Diputación de Huelva", "ES", Kind.REGION),
    ("Département du Nord", "FR", Kind.REGION),
    ("Département de Physique des Particules", "FR", None),
    ("Consiliul Județean Timiș", "RO", Kind.REGION),
    ("Nordland fylkeskommune", "NO", Kind.REGION),
    ("Karlovačka županija", "HR", Kind.REGION),
    ("Tourism Association of the Alpine Region", "AT", None),
    # public bodies
    ("Ministry of Finance of the Republic of Latvia", "LV", Kind.PUBLIC_BODY),
    ("Bayerisches Staatsministerium für Umwelt", "DE", Kind.PUBLIC_BODY),
    ("Lietuvos Respublikos kultūros ministerija", "LT", Kind.PUBLIC_BODY),
    ("Nadleśnictwo Gdańsk", "PL", Kind.PUBLIC_BODY),
    ("Länsstyrelsen Dalarna", "SE", Kind.PUBLIC_BODY),
    ("Regional Development Agency of the Highlands", "BG", None),
    ("Energy and Environment Agency of the Coast", "PT", None),
    # universities, and what only bears the word
    ("Uniwersytet w Białymstoku", "PL", Kind.UNIVERSITY),
    ("Technische Universität Dresden", "DE", Kind.UNIVERSITY),
    ("Fachhochschule Kärnten GmbH", "AT", Kind.UNIVERSITY),
    ("Vysoká škola ekonomická v Praze", "CZ", Kind.UNIVERSITY),
    ("Szegedi Tudományegyetem", "HU", Kind.UNIVERSITY),
    ("Lapin yliopisto", "FI", Kind.UNIVERSITY),
    ("Turku University of Applied Sciences Ltd.", "FI", Kind.UNIVERSITY),
    ("Faculty of Law, University of Split", "HR", Kind.UNIVERSITY),
    ("Department of Chemistry - University of Patras", "GR", Kind.UNIVERSITY),
    ("Sveučilište u Rijeci", "HR", Kind.UNIVERSITY),
    ("Софийски университет", "BG", Kind.UNIVERSITY),
    ("Universitatea de Vest din Timișoara", "RO", Kind.UNIVERSITY),
    ("Universitätsklinikum Freiburg", "DE", Kind.HEALTH),
    ("University Hospital Brno", "CZ", Kind.HEALTH),
    ("University Library of Turku", "FI", Kind.LIBRARY),
    ("Friends of the University of Bath", "GB", None),
    ("Fondazione Università Ca' Foscari", "IT", None),
    ("Fundación Universidad de Burgos", "ES", None),
    ("TU Graz - Technische Universität Graz", "AT", Kind.UNIVERSITY),
    ("Green Living Days - University of Bath", "GB", None),
    ("Volkshochschule Cham", "DE", None),
    ("Ljudska univerza Ptuj", "SI", None),
    ("Austrian Institute of Technology", "AT", None),
    # colleges and schools
    ("Vilniaus kolegija", "LT", Kind.COLLEGE),
    ("Malnava College", "LV", Kind.COLLEGE),
    ("National College Gheorghe Lazăr", "RO", Kind.SCHOOL),
    ("Collège Jean Moulin", "FR", None),
    ("Folk High School of Gotland", "SE", None),
    ("Herning High School", "DK", None),
    ("Uzunköprü Anatolian High School", "TR", Kind.SCHOOL),
    ("Kauno jėzuitų gimnazija", "LT", Kind.SCHOOL),
    ("Střední škola, Horní Planá", "CZ", Kind.SCHOOL),
    ("Zespół Szkół w Sejnach", "PL", Kind.SCHOOL),
    ("Szkoła Językowa Lingua", "PL", None),
    ("Estonian Business School", "EE", None),
    # research
    ("Slovenian Forestry Institute", "SI", Kind.RESEARCH),
    ("Institute of Physics, Czech Academy of Sciences", "CZ", Kind.RESEARCH),
    ("Forschungszentrum Jülich GmbH", "DE", Kind.RESEARCH),
    ("Leibniz-Institut für Länderkunde e.V.", "DE", Kind.RESEARCH),
    ("The Technology Research Centre Limited", "GB", None),
    ("Institute for Progress", "GB", None),
    # culture, health
    ("Muzeum Podlaskie w Białymstoku", "PL", Kind.CULTURE),
    ("Slovensko narodno gledališče Maribor", "SI", Kind.CULTURE),
    ("Lietuvos muzikos ir teatro akademija", "LT", None),
    ("Kölcsey Művelődési Ház", "HU", Kind.CULTURE),
    ("Regional Development Centre Koper", "SI", None),
    ("Szpital Wojewódzki w Suwałkach", "PL", Kind.HEALTH),
    ('Viešoji įstaiga "Alytaus" poliklinika', "LT", Kind.HEALTH),
    ("Alytaus miesto savivaldybės visuomenės sveikatos biuras", "LT", Kind.HEALTH),
    ("Klaipeda City Care Home", "LT", Kind.HEALTH),
    ("Azienda Sanitaria Locale di Nuoro", "IT", Kind.HEALTH),
    # associations and foundations
    ("Naturschutzverein Oberlausitz e. V.", "DE", Kind.NGO),
    ("Labe aréna, z.s.", "CZ", Kind.NGO),
    ("Fundacja Rozwoju Podlasia", "PL", Kind.NGO),
    ("Magyar Természetvédő Egyesület", "HU", Kind.NGO),
    ("Asociația Română pentru Păsări", "RO", Kind.NGO),
    ("Lietuvos neįgaliųjų draugija", "LT", Kind.NGO),
    ('NGO "Museum Friends"', "EE", Kind.NGO),
    ("Hrvatski Crveni križ", "HR", Kind.NGO),
    ("Caritas-Krankenhaus Bad Mergentheim", "DE", None),
    ("Bulgarian Association of Furniture Manufacturers", "BG", None),
    ("Industrieverband Sachsen e.V.", "DE", None),
    ("NGO Sõrve Museum", "EE", Kind.NGO),
    ("VšĮ Inovacijų biuras", "LT", None),
    # companies
    ("Weiss Maschinenbau GmbH & Co. KG", "DE", Kind.COMPANY),
    ("UAB „Eglės atelje“", "LT", Kind.COMPANY),
    ("Cursor Oy", "FI", Kind.COMPANY),
    ("Lesotur, s. r. o.", "SK", Kind.COMPANY),
    ("Wodociągi Białostockie Sp. z o.o.", "PL", Kind.COMPANY),
    ("Luka Koper, d.d.", "SI", Kind.COMPANY),
    ("Ponte S.p.A", "IT", Kind.COMPANY),
    ("CirTech A/S", "DK", Kind.COMPANY),
    ("Arctic Caviar AS", "NO", Kind.COMPANY),
    ("Město Aš", "CZ", Kind.MUNICIPALITY),
    ("Vilanova de Sau", "ES", None),
    ("Kaunas Bus Depot UAB", "LT", Kind.COMPANY),
    ("Regional Development Agency of the Highlands S.A.", "GR", Kind.COMPANY),
    ("The Marine Foundation Limited", "GB", None),
    # chambers
    ("Torino Chamber of Commerce", "IT", Kind.CHAMBER),
    ("Handwerkskammer Dresden", "DE", Kind.CHAMBER),
    ("Camera di Commercio di Bari", "IT", Kind.CHAMBER),
    ("Nógrád Megyei Kereskedelmi és Iparkamara", "HU", Kind.CHAMBER),
    ("Wiener Chamber Orchestra", "AT", Kind.CULTURE),
    # a country is not always known
    ("Gmina Suwałki", None, Kind.MUNICIPALITY),
    ("Arctic Caviar AS", None, None),
]


@pytest.mark.parametrize(("name", "country", "kind"), NAMES)
def test_kind_that_a_name_states(name: str, country: str | None, kind: Kind | None) -> None:
    inferred = kind_of_name(name, country)
    assert (inferred and inferred.kind) == kind, inferred


def test_rule_tells_the_word_and_its_language() -> None:
    inferred = kind_of_name("Uniwersytet w Białymstoku", "PL")
    assert inferred is not None
    assert inferred.rule == "name: 'uniwersytet' (pl)"


@pytest.mark.parametrize(
    "name", ["GMINA SUWAŁKI", "gmina suwałki", "Gmina  Suwałki", '"Gmina Suwałki"', "(Gmina Suwałki)"]
)
def test_case_blanks_and_signs_do_not_matter(name: str) -> None:
    assert kind_of_name(name, "PL") == kind_of_name("Gmina Suwałki", "PL")


@given(st.text(), st.sampled_from([None, "DE", "LT", "??"]))
def test_any_text_is_read(name: str, country: str | None) -> None:
    inferred = kind_of_name(name, country)
    assert inferred is None or (inferred.kind in Kind and inferred.rule.startswith("name: '"))


@given(st.sampled_from([name for name, _, _ in NAMES]), st.sampled_from(["DE", "LT", "FR"]))
def test_what_follows_in_parentheses_changes_nothing(name: str, country: str) -> None:
    assert kind_of_name(f"{name} (Zqx)", country) == kind_of_name(name, country)


def keep_partners() -> list[tuple[str, str | None]]:
    path = DATA / "keep" / "keep_closed_1420.xlsx"
    if not path.exists():
        pytest.skip(f"{path.name} is not in {DATA}; set SOCIALCLUSTER_DATA to the folder that holds it")
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Partners").to_python()
    name, country = header.index("Project Partner"), header.index("Country")
    return sorted({(str(row[name]), country_code(str(row[country]))) for row in rows})


def test_share_of_keep_partners_whose_name_tells() -> None:
    """Hand labels of 600 of these names put the share that a careful reader can tell at 70 %."""
    partners = keep_partners()
    told = [kind for kind in (kind_of_name(*partner) for partner in partners) if kind]
    assert 0.55 <= len(told) / len(partners) <= 0.70
    assert {inferred.kind for inferred in told} == set(Kind)


def test_names_of_keep_that_everybody_knows() -> None:
    kinds = {name: kind_of_name(name, country) for name, country in keep_partners()}
    known = {
        "University of Ljubljana": Kind.UNIVERSITY,
        "Masarykova univerzita": Kind.UNIVERSITY,
        "Karlsruhe Institute of Technology": Kind.UNIVERSITY,
        "City of Ulm": Kind.MUNICIPALITY,
        "Comune di Forlì": Kind.MUNICIPALITY,
        "Lombardy Region": Kind.REGION,
        "Bulgarian Red Cross": Kind.NGO,
        "Fraunhofer Austria Research GmbH": Kind.RESEARCH,
        "Umweltbundesamt": Kind.PUBLIC_BODY,
        "Torino Chamber of Commerce": Kind.CHAMBER,
        "Hungarian National Museum": Kind.CULTURE,
        "Insiel S.p.A.": Kind.COMPANY,
        "Universitätsklinikum Freiburg": Kind.HEALTH,
        "Rieti": None,
        "Glasgow": None,
        "Association of Cities and Regions for Sustainable Resource Management": None,
    }
    assert {name: inferred and inferred.kind for name, inferred in kinds.items() if name in known} == known


def test_names_are_read_fast_enough_for_an_ingest() -> None:
    """About 30,000 names a second on a common machine; far fewer means that something compiles anew."""
    names = [(f"{name} {number}", country) for number in range(20) for name, country, _ in NAMES]
    kind_of_name("warm up", None)
    start = time.process_time()
    for name, country in names:
        kind_of_name(name, country)
    assert len(names) / (time.process_time() - start) > 5_000
