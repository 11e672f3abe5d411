"""Recognising columns by their names, which change from year to year.

Names are compared without case, accents, spaces or punctuation; unknown columns are ignored and the order is never
relied on. Where two columns of a file could feed the same field, the first alias of the list wins.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column tells."""

    UAI = "uai"
    NAME = "name"
    TYPE = "type"
    NATURE_CODE = "nature_code"
    NATURE_LABEL = "nature_label"
    SECTOR = "sector"
    CONTRACT = "contract"
    STATUS = "status"
    ADDRESS_1 = "address_1"
    ADDRESS_2 = "address_2"
    ADDRESS_3 = "address_3"
    POSTCODE = "postcode"
    COMMUNE_CODE = "commune_code"
    COMMUNE_NAME = "commune_name"
    DEPARTEMENT = "departement"
    MATERNELLE = "maternelle"
    ELEMENTAIRE = "elementaire"
    GENERAL_TRACK = "general_track"
    TECHNICAL_TRACK = "technical_track"
    VOCATIONAL_TRACK = "vocational_track"
    PHONE = "phone"
    MAIL = "mail"
    SIRET = "siret"
    PUPILS = "pupils"
    EDUCATION_PRIORITY = "education_priority"
    IPS = "ips"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    POSITION = "position"
    POPULATION = "population"


ALIASES: Mapping[Column, tuple[str, ...]] = {
    Column.UAI: (
        "identifiant_de_l_etablissement",
        "numero_uai",
        "uai",
        "code_uai",
        "uai_etablissement",
        "identifiant_etablissement",
        "code_etablissement",
        "numero_etablissement",
        "numero_de_l_etablissement",
        "numero_de_l_ecole",
        "numero_ecole",
        "code_rne",
        "rne",
        "numero",
    ),
    Column.NAME: (
        "nom_etablissement",
        "appellation_officielle",
        "nom_de_l_etablissement",
        "nom_de_l_etablissment",
        "nom_de_l_ecole",
        "denomination_principale",
        "denomination",
        "libelle_etablissement",
        "etablissement",
        "nom",
    ),
    Column.TYPE: (
        "type_etablissement",
        "type_de_l_etablissement",
        "type_d_etablissement",
        "type_detablissement",
        "type",
    ),
    Column.NATURE_CODE: ("code_nature", "nature_uai"),
    Column.NATURE_LABEL: ("libelle_nature", "nature_uai_libe", "nature"),
    Column.SECTOR: ("statut_public_prive", "secteur_public_prive_libe", "secteur_public_prive", "secteur", "statut"),
    Column.CONTRACT: ("type_contrat_prive", "contrat_etablissement", "type_de_contrat", "contrat"),
    Column.STATUS: ("etat", "etat_etablissement_libe", "etat_de_l_etablissement", "etat_etablissement"),
    Column.ADDRESS_1: ("adresse_1", "adresse_uai", "adresse"),
    Column.ADDRESS_2: ("adresse_2", "lieu_dit_uai"),
    Column.ADDRESS_3: ("adresse_3", "boite_postale_uai"),
    Column.POSTCODE: ("code_postal", "code_postal_uai", "cp", "cp_commune"),
    Column.COMMUNE_CODE: ("code_commune", "code_insee_de_la_commune", "code_insee_commune", "code_insee", "insee"),
    Column.COMMUNE_NAME: ("nom_commune", "libelle_commune", "nom_de_la_commune", "commune", "ville"),
    Column.DEPARTEMENT: (
        "code_departement",
        "code_du_departement",
        "n_departement",
        "numero_departement",
        "no_departement",
    ),
    Column.MATERNELLE: ("ecole_maternelle",),
    Column.ELEMENTAIRE: ("ecole_elementaire",),
    Column.GENERAL_TRACK: ("voie_generale",),
    Column.TECHNICAL_TRACK: ("voie_technologique",),
    Column.VOCATIONAL_TRACK: ("voie_professionnelle",),
    Column.PHONE: ("telephone", "tel"),
    Column.MAIL: ("mail", "email", "e_mail", "courriel", "adresse_mail"),
    Column.SIRET: ("siren_siret", "siret", "numero_siret"),
    Column.PUPILS: ("nombre_d_eleves", "nombre_eleves", "effectifs", "effectif", "nb_eleves"),
    Column.EDUCATION_PRIORITY: ("appartenance_education_prioritaire", "education_prioritaire", "ep", "rep"),
    Column.IPS: ("ips", "ips_etab", "ips_ensemble", "ips_ensemble_gt_pro"),
    Column.LATITUDE: ("latitude", "lat_commune"),
    Column.LONGITUDE: ("longitude", "lon_commune"),
    Column.POSITION: ("position",),
    Column.POPULATION: ("population", "population_municipale", "pmun"),
}

_DIRECTORY_ONLY = frozenset({Column.ADDRESS_1, Column.STATUS})


def header_key(name: str) -> str:
    """``Numéro de l'école`` and ``numero_de_l_ecole`` are the same column."""
    plain = unicodedata.normalize("NFKD", name.replace("°", "").lower())
    return re.sub(r"[^a-z0-9]", "", plain)


_KNOWN = {header_key(alias): (column, rank) for column, names in ALIASES.items() for rank, alias in enumerate(names)}


@dataclass(frozen=True)
class Header:
    """Where each recognised column stands, and how many cells a complete line has."""

    index: Mapping[Column, int]
    width: int

    @classmethod
    def recognise(cls, cells: Sequence[str], key: Column) -> "Header | None":
        """The header that ``cells`` make, or None when ``key`` is not among them."""
        best: dict[Column, tuple[int, int]] = {}
        for position, cell in enumerate(cells):
            known = _KNOWN.get(header_key(cell))
            if known is None:
                continue
            column, rank = known
            if column not in best or rank < best[column][0]:
                best[column] = (rank, position)
        if key not in best:
            return None
        return cls({column: position for column, (_rank, position) in best.items()}, len(cells))

    @property
    def is_directory(self) -> bool:
        """Whether the file describes schools (it has addresses or states), or only adds figures to them."""
        return not _DIRECTORY_ONLY.isdisjoint(self.index)
