"""The territories of the ministry: 18 régions académiques, 30 académies, 101 départements.

Sources: INSEE, code officiel géographique (codes and names of régions and départements); decree n° 2019-1200 (régions
académiques); ministry directory of schools, rentrée 2022 (académie of each département, 101 of 101 agree).
The code of a région académique is that of the INSEE région whose bounds it shares; the code of an académie is the
ministry's own. Corsican UAI begin with 620 and 720; Saint-Barthélemy and Saint-Martin are under Guadeloupe.
"""

from typing import NamedTuple


class RegionFacts(NamedTuple):
    code: str
    name: str


class AcademieFacts(NamedTuple):
    code: str
    name: str
    slug: str
    region: str
    is_pilot: bool = False
    """One of the five that opened the experiment in March 2017."""


class DepartementFacts(NamedTuple):
    code: str
    name: str
    academie: str
    region_name: str
    uai_prefix: str


REGIONS = (
    RegionFacts("01", "Guadeloupe"),
    RegionFacts("02", "Martinique"),
    RegionFacts("03", "Guyane"),
    RegionFacts("04", "La Réunion"),
    RegionFacts("06", "Mayotte"),
    RegionFacts("11", "Île-de-France"),
    RegionFacts("24", "Centre-Val de Loire"),
    RegionFacts("27", "Bourgogne-Franche-Comté"),
    RegionFacts("28", "Normandie"),
    RegionFacts("32", "Hauts-de-France"),
    RegionFacts("44", "Grand Est"),
    RegionFacts("52", "Pays de la Loire"),
    RegionFacts("53", "Bretagne"),
    RegionFacts("75", "Nouvelle-Aquitaine"),
    RegionFacts("76", "Occitanie"),
    RegionFacts("84", "Auvergne-Rhône-Alpes"),
    RegionFacts("93", "Provence-Alpes-Côte d'Azur"),
    RegionFacts("94", "Corse"),
)

ACADEMIES = (
    AcademieFacts("02", "Aix-Marseille", "aix-marseille", "93"),
    AcademieFacts("20", "Amiens", "amiens", "32"),
    AcademieFacts("03", "Besançon", "besancon", "27"),
    AcademieFacts("04", "Bordeaux", "bordeaux", "75"),
    AcademieFacts("06", "Clermont-Ferrand", "clermont-ferrand", "84"),
    AcademieFacts("27", "Corse", "corse", "94"),
    AcademieFacts("24", "Créteil", "creteil", "11"),
    AcademieFacts("07", "Dijon", "dijon", "27"),
    AcademieFacts("08", "Grenoble", "grenoble", "84"),
    AcademieFacts("32", "Guadeloupe", "guadeloupe", "01"),
    AcademieFacts("33", "Guyane", "guyane", "03"),
    AcademieFacts("28", "La Réunion", "la-reunion", "04"),
    AcademieFacts("09", "Lille", "lille", "32", is_pilot=True),
    AcademieFacts("22", "Limoges", "limoges", "75"),
    AcademieFacts("10", "Lyon", "lyon", "84"),
    AcademieFacts("31", "Martinique", "martinique", "02"),
    AcademieFacts("43", "Mayotte", "mayotte", "06"),
    AcademieFacts("11", "Montpellier", "montpellier", "76", is_pilot=True),
    AcademieFacts("12", "Nancy-Metz", "nancy-metz", "44"),
    AcademieFacts("17", "Nantes", "nantes", "52"),
    AcademieFacts("23", "Nice", "nice", "93"),
    AcademieFacts("70", "Normandie", "normandie", "28"),
    AcademieFacts("18", "Orléans-Tours", "orleans-tours", "24", is_pilot=True),
    AcademieFacts("01", "Paris", "paris", "11"),
    AcademieFacts("13", "Poitiers", "poitiers", "75"),
    AcademieFacts("19", "Reims", "reims", "44", is_pilot=True),
    AcademieFacts("14", "Rennes", "rennes", "53"),
    AcademieFacts("15", "Strasbourg", "strasbourg", "44"),
    AcademieFacts("16", "Toulouse", "toulouse", "76"),
    AcademieFacts("25", "Versailles", "versailles", "11", is_pilot=True),
)

DEPARTEMENTS = (
    DepartementFacts("01", "Ain", "10", "Auvergne-Rhône-Alpes", "001"),
    DepartementFacts("02", "Aisne", "20", "Hauts-de-France", "002"),
    DepartementFacts("03", "Allier", "06", "Auvergne-Rhône-Alpes", "003"),
    DepartementFacts("04", "Alpes-de-Haute-Provence", "02", "Provence-Alpes-Côte d'Azur", "004"),
    DepartementFacts("05", "Hautes-Alpes", "02", "Provence-Alpes-Côte d'Azur", "005"),
    DepartementFacts("06", "Alpes-Maritimes", "23", "Provence-Alpes-Côte d'Azur", "006"),
    DepartementFacts("07", "Ardèche", "08", "Auvergne-Rhône-Alpes", "007"),
    DepartementFacts("08", "Ardennes", "19", "Grand Est", "008"),
    DepartementFacts("09", "Ariège", "16", "Occitanie", "009"),
    DepartementFacts("10", "Aube", "19", "Grand Est", "010"),
    DepartementFacts("11", "Aude", "11", "Occitanie", "011"),
    DepartementFacts("12", "Aveyron", "16", "Occitanie", "012"),
    DepartementFacts("13", "Bouches-du-Rhône", "02", "Provence-Alpes-Côte d'Azur", "013"),
    DepartementFacts("14", "Calvados", "70", "Normandie", "014"),
    DepartementFacts("15", "Cantal", "06", "Auvergne-Rhône-Alpes", "015"),
    DepartementFacts("16", "Charente", "13", "Nouvelle-Aquitaine", "016"),
    DepartementFacts("17", "Charente-Maritime", "13", "Nouvelle-Aquitaine", "017"),
    DepartementFacts("18", "Cher", "18", "Centre-Val de Loire", "018"),
    DepartementFacts("19", "Corrèze", "22", "Nouvelle-Aquitaine", "019"),
    DepartementFacts("21", "Côte-d'Or", "07", "Bourgogne-Franche-Comté", "021"),
    DepartementFacts("22", "Côtes-d'Armor", "14", "Bretagne", "022"),
    DepartementFacts("23", "Creuse", "22", "Nouvelle-Aquitaine", "023"),
    DepartementFacts("24", "Dordogne", "04", "Nouvelle-Aquitaine", "024"),
    DepartementFacts("25", "Doubs", "03", "Bourgogne-Franche-Comté", "025"),
    DepartementFacts("26", "Drôme", "08", "Auvergne-Rhône-Alpes", "026"),
    DepartementFacts("27", "Eure", "70", "Normandie", "027"),
    DepartementFacts("28", "Eure-et-Loir", "18", "Centre-Val de Loire", "028"),
    DepartementFacts("29", "Finistère", "14", "Bretagne", "029"),
    DepartementFacts("2A", "Corse-du-Sud", "27", "Corse", "620"),
    DepartementFacts("2B", "Haute-Corse", "27", "Corse", "720"),
    DepartementFacts("30", "Gard", "11", "Occitanie", "030"),
    DepartementFacts("31", "Haute-Garonne", "16", "Occitanie", "031"),
    DepartementFacts("32", "Gers", "16", "Occitanie", "032"),
    DepartementFacts("33", "Gironde", "04", "Nouvelle-Aquitaine", "033"),
    DepartementFacts("34", "Hérault", "11", "Occitanie", "034"),
    DepartementFacts("35", "Ille-et-Vilaine", "14", "Bretagne", "035"),
    DepartementFacts("36", "Indre", "18", "Centre-Val de Loire", "036"),
    DepartementFacts("37", "Indre-et-Loire", "18", "Centre-Val de Loire", "037"),
    DepartementFacts("38", "Isère", "08", "Auvergne-Rhône-Alpes", "038"),
    DepartementFacts("39", "Jura", "03", "Bourgogne-Franche-Comté", "039"),
    DepartementFacts("40", "Landes", "04", "Nouvelle-Aquitaine", "040"),
    DepartementFacts("41", "Loir-et-Cher", "18", "Centre-Val de Loire", "041"),
    DepartementFacts("42", "Loire", "10", "Auvergne-Rhône-Alpes", "042"),
    DepartementFacts("43", "Haute-Loire", "06", "Auvergne-Rhône-Alpes", "043"),
    DepartementFacts("44", "Loire-Atlantique", "17", "Pays de la Loire", "044"),
    DepartementFacts("45", "Loiret", "18", "Centre-Val de Loire", "045"),
    DepartementFacts("46", "Lot", "16", "Occitanie", "046"),
    DepartementFacts("47", "Lot-et-Garonne", "04", "Nouvelle-Aquitaine", "047"),
    DepartementFacts("48", "Lozère", "11", "Occitanie", "048"),
    DepartementFacts("49", "Maine-et-Loire", "17", "Pays de la Loire", "049"),
    DepartementFacts("50", "Manche", "70", "Normandie", "050"),
    DepartementFacts("51", "Marne", "19", "Grand Est", "051"),
    DepartementFacts("52", "Haute-Marne", "19", "Grand Est", "052"),
    DepartementFacts("53", "Mayenne", "17", "Pays de la Loire", "053"),
    DepartementFacts("54", "Meurthe-et-Moselle", "12", "Grand Est", "054"),
    DepartementFacts("55", "Meuse", "12", "Grand Est", "055"),
    DepartementFacts("56", "Morbihan", "14", "Bretagne", "056"),
    DepartementFacts("57", "Moselle", "12", "Grand Est", "057"),
    DepartementFacts("58", "Nièvre", "07", "Bourgogne-Franche-Comté", "058"),
    DepartementFacts("59", "Nord", "09", "Hauts-de-France", "059"),
    DepartementFacts("60", "Oise", "20", "Hauts-de-France", "060"),
    DepartementFacts("61", "Orne", "70", "Normandie", "061"),
    DepartementFacts("62", "Pas-de-Calais", "09", "Hauts-de-France", "062"),
    DepartementFacts("63", "Puy-de-Dôme", "06", "Auvergne-Rhône-Alpes", "063"),
    DepartementFacts("64", "Pyrénées-Atlantiques", "04", "Nouvelle-Aquitaine", "064"),
    DepartementFacts("65", "Hautes-Pyrénées", "16", "Occitanie", "065"),
    DepartementFacts("66", "Pyrénées-Orientales", "11", "Occitanie", "066"),
    DepartementFacts("67", "Bas-Rhin", "15", "Grand Est", "067"),
    DepartementFacts("68", "Haut-Rhin", "15", "Grand Est", "068"),
    DepartementFacts("69", "Rhône", "10", "Auvergne-Rhône-Alpes", "069"),
    DepartementFacts("70", "Haute-Saône", "03", "Bourgogne-Franche-Comté", "070"),
    DepartementFacts("71", "Saône-et-Loire", "07", "Bourgogne-Franche-Comté", "071"),
    DepartementFacts("72", "Sarthe", "17", "Pays de la Loire", "072"),
    DepartementFacts("73", "Savoie", "08", "Auvergne-Rhône-Alpes", "073"),
    DepartementFacts("74", "Haute-Savoie", "08", "Auvergne-Rhône-Alpes", "074"),
    DepartementFacts("75", "Paris", "01", "Île-de-France", "075"),
    DepartementFacts("76", "Seine-Maritime", "70", "Normandie", "076"),
    DepartementFacts("77", "Seine-et-Marne", "24", "Île-de-France", "077"),
    DepartementFacts("78", "Yvelines", "25", "Île-de-France", "078"),
    DepartementFacts("79", "Deux-Sèvres", "13", "Nouvelle-Aquitaine", "079"),
    DepartementFacts("80", "Somme", "20", "Hauts-de-France", "080"),
    DepartementFacts("81", "Tarn", "16", "Occitanie", "081"),
    DepartementFacts("82", "Tarn-et-Garonne", "16", "Occitanie", "082"),
    DepartementFacts("83", "Var", "23", "Provence-Alpes-Côte d'Azur", "083"),
    DepartementFacts("84", "Vaucluse", "02", "Provence-Alpes-Côte d'Azur", "084"),
    DepartementFacts("85", "Vendée", "17", "Pays de la Loire", "085"),
    DepartementFacts("86", "Vienne", "13", "Nouvelle-Aquitaine", "086"),
    DepartementFacts("87", "Haute-Vienne", "22", "Nouvelle-Aquitaine", "087"),
    DepartementFacts("88", "Vosges", "12", "Grand Est", "088"),
    DepartementFacts("89", "Yonne", "07", "Bourgogne-Franche-Comté", "089"),
    DepartementFacts("90", "Territoire de Belfort", "03", "Bourgogne-Franche-Comté", "090"),
    DepartementFacts("91", "Essonne", "25", "Île-de-France", "091"),
    DepartementFacts("92", "Hauts-de-Seine", "25", "Île-de-France", "092"),
    DepartementFacts("93", "Seine-Saint-Denis", "24", "Île-de-France", "093"),
    DepartementFacts("94", "Val-de-Marne", "24", "Île-de-France", "094"),
    DepartementFacts("95", "Val-d'Oise", "25", "Île-de-France", "095"),
    DepartementFacts("971", "Guadeloupe", "32", "Guadeloupe", "971"),
    DepartementFacts("972", "Martinique", "31", "Martinique", "972"),
    DepartementFacts("973", "Guyane", "33", "Guyane", "973"),
    DepartementFacts("974", "La Réunion", "28", "La Réunion", "974"),
    DepartementFacts("976", "Mayotte", "43", "Mayotte", "976"),
)
