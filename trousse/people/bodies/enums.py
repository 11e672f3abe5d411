"""Receiving bodies: what they are, and how far the check of their bank details has gone."""

from trousse.people.schools.enums import Labelled


class BodyKind(Labelled):
    """Who receives the money of a campaign. A foyer socio-éducatif (FSE) is none of these: it is never eligible."""

    COOP = "coop", "Coopérative scolaire"
    EPLE = "eple", "Établissement (EPLE)"
    AS = "as", "Association sportive"
    MDL = "mdl", "Maison des lycéens"
    OGEC = "ogec", "Organisme de gestion (OGEC)"


class AccountState(Labelled):
    """Bank details wait for a second person before a single euro goes there."""

    PROPOSED = "proposed", "À vérifier"
    APPROVED = "approved", "Vérifié"
    REJECTED = "rejected", "Refusé"
