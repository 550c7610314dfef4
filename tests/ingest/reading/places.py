"""Names of places and words of offices in many languages: what tables of European projects are made of."""

from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "pl": "Łódź Świętochłowice Gdańsk Wrocław Poznań Żyrardów Częstochowa Białystok Kraków Województwo Ślęza",
    "cs": "Plzeň Ústí Budějovice Králové Třebíč Příbram Kroměříž Zlín Šumperk Žďár Českomoravská vrchovina",
    "hu": "Győr Székesfehérvár Nyíregyháza Hódmezővásárhely Dunaújváros Békéscsaba önkormányzat műszaki",
    "hr": "Čakovec Šibenik Županja Đurđevac Varaždin Požega Općina Križ Međimurska županija Sveučilište",
    "ro": "Bucureşti Timişoara Braşov Iaşi Constanţa Ploieşti Târgu Mureş Judeţul Bistriţa Năsăud",
    "de": "München Köln Düsseldorf Nürnberg Würzburg Göttingen Österreich Universität Straße Präsident",
    "fr": "Orléans Besançon Nîmes Saint-Étienne Béziers Évreux Forêt Hérault Méditerranée Université",
    "es": "España Málaga Cádiz Córdoba Almería León Logroño Fundación Educación Diputación Coruña",
    "pt": "São João Associação Évora Guimarães Setúbal Câmara Municipal Educação Covilhã Fundação",
    "it": "Forlì Cantù Città Società Comunità Cefalù Qualità Università Provincia Autonoma della Regione",
    "sv": "Göteborg Malmö Örebro Västerås Umeå Skellefteå Luleå Jönköping Högskolan Länsstyrelsen",
    "fi": "Jyväskylä Hämeenlinna Seinäjoki Ylöjärvi Lempäälä Mäntsälä Sodankylä Kemijärvi Säätiö",
    "da": "København Sønderborg Helsingør Tønder Næstved Køge Færøerne Århus Brønderslev Rødovre",
    "el": "Αθήνα Θεσσαλονίκη Πάτρα Ηράκλειο Λάρισα Δήμος Περιφέρεια Κρήτης Πανεπιστήμιο Ίδρυμα",
    "lt": "Šiauliai Panevėžys Klaipėdos rajono savivaldybė Marijampolė Kėdainiai Žemaitija Ąžuolas Mažeikių",
    "lv": "Rīga Liepāja Jēkabpils Rēzekne Ķekava Cēsis Jūrmala Ādaži novada pašvaldība Universitāte",
    "et": "Tõrva Jõgeva Põlva Võru Pärnu Kärdla Häädemeeste Ülikool Põhja-Eesti Sõmeru",
}

# In which of the encodings that were usual before UTF-8 each language was written.
WRITTEN_IN: Mapping[str, str] = {
    "cp1250": "pl cs hu hr ro",
    "iso8859-2": "pl cs hu ro",
    "cp1252": "de fr es pt it sv fi da et",
    "cp1253": "el",
    "cp1257": "lt lv et",
}


def table_of(places: str) -> str:
    """A table of two columns with a row for each word."""
    rows = (f"{number};{place}\n" for number, place in enumerate(places.split(), start=1))
    return f"code;name\n{''.join(rows)}"
