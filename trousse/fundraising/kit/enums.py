"""The printed pieces of a kit, and the languages families read."""

from enum import StrEnum
from typing import Self

from trousse.people.schools.enums import Labelled


class Piece(Labelled):
    """One PDF each; the value is its address and its file name."""

    POSTER_A4 = "affiche-a4", "Affiche A4, en couleurs"
    POSTER_A4_GREY = "affiche-a4-noir-et-blanc", "Affiche A4, pour la photocopieuse"
    POSTER_A3 = "affiche-a3", "Affiche A3, en couleurs"
    POSTER_A3_GREY = "affiche-a3-noir-et-blanc", "Affiche A3, pour la photocopieuse"
    LEAFLETS_4 = "tracts-4", "4 tracts par feuille"
    LEAFLETS_8 = "tracts-8", "8 petits tracts par feuille"
    NOTE = "mot", "Mot pour le cahier de liaison"


class Language(StrEnum):
    """Of the note to families; ``label`` in French, ``own_name`` as its readers write it."""

    label: str
    own_name: str

    def __new__(cls, code: str, label: str = "", own_name: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.own_name = own_name
        return member

    FRENCH = "fr", "français", "Français"
    ARABIC = "ar", "arabe", "العربية"
    ENGLISH = "en", "anglais", "English"
    SPANISH = "es", "espagnol", "Español"
    PORTUGUESE = "pt", "portugais", "Português"
    TURKISH = "tr", "turc", "Türkçe"
    UKRAINIAN = "uk", "ukrainien", "Українська"

    @property
    def is_right_to_left(self) -> bool:
        return self is Language.ARABIC
