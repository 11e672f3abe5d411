"""The gallery: every component, its documentation, and its states rendered from ``samples``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from trousse.web.components import rule_samples, samples, simulation_samples
from trousse.web.components.picture_fields import PictureForm

TEMPLATES = Path(settings.BASE_DIR) / "trousse" / "web" / "templates" / "components"

_DOC = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)
_VERBATIM = re.compile(r"{% (?:end)?verbatim %}")
_IDS = re.compile(r'\bid="([^"]+)"')
_REFERENCES = "id|for|aria-labelledby|aria-describedby|data-copier|data-autre-montant"

# Template → its states: what is said, and the template source that shows it. No source: seen on every page.
EXAMPLES: dict[str, list[tuple[str, str]]] = {
    "motifs": [("En tête de chaque page", "")],
    "entete": [("En haut de cette page", "")],
    "pied": [("En bas de cette page", "")],
    "bandeau_demo": [("En haut de chaque page de la démonstration", "")],
    "htmx": [("Sur les pages qui s’en servent, par exemple le catalogue", "")],
    "messages": [("Réussite, erreur, information", '{% include "components/messages.html" %}')],
    "crayon": [
        ("Dons et fonds, sous le minimum", '<div class="th-decouverte">{% crayon_de open %}</div>'),
        ("Rien encore", '<div class="th-echanges">{% crayon_de new %}</div>'),
        ("Minimum dépassé, grand", '<div class="th-mer">{% crayon_de above size="grand" %}</div>'),
        ("Optimum atteint, petit", '<div class="th-ensemble">{% crayon_de succeeded size="petit" %}</div>'),
        ("Au-delà de l’optimum", '{% crayon raised=180000 minimum=100000 optimum=160000 theme="scene" %}'),
        (
            "Avec un abondement proposé",
            '{% crayon raised=50000 funds=24500 proposed=28500 minimum=98000 optimum=98000 theme="mer" %}',
        ),
    ],
    "legende": [
        ("Sous le minimum", '<div class="th-decouverte">{% legende open %}</div>'),
        ("Au-dessus", '<div class="th-mer">{% legende above %}</div>'),
        ("Courte", '<div class="th-decouverte">{% legende open short=True %}</div>'),
    ],
    "courbe": [
        ("", '{% courbe points=points starts=starts ends=ends goal=open.minimum_goal theme="decouverte" %}'),
        ("Aucun don", "{% courbe points=none starts=starts ends=ends goal=open.minimum_goal %}"),
    ],
    "bouton": [
        (
            "Lien, envoi, tons et tailles",
            '<p class="rang">{% bouton "Donner" href="/projets" size="grand" %}{% bouton "Envoyer" %}'
            '{% bouton "Retour" href="/projets" tone="second" %}{% bouton "Affiche" tone="noir" icon="affiche" %}'
            '{% bouton "Donner au fonds" tone="soleil" %}{% bouton "Refuser" tone="rouge" size="petit" %}</p>',
        ),
        ("Toute la largeur", '{% bouton "Donner à cette classe" full=True %}'),
    ],
    "etiquette": [
        (
            "",
            '<p class="rang th-mer">{% etiquette "Mer et environnement" %}'
            '{% etiquette "En ligne" tone="vert" icon="coche" %}{% etiquette "À reprendre" tone="rouge" icon="stylo" %}'
            '{% etiquette "9 jours" tone="noir" icon="horloge" %}{% etiquette "756 € du fonds" tone="fonds" %}'
            '{% etiquette "REP" tone="contour" %}</p>',
        )
    ],
    "alerte": [
        ("", '{% alerte "Votre lien expire dans 3 jours." %}'),
        ("Titre, rouge", '{% alerte "La banque a refusé." tone="rouge" icon="alerte" title="Rien n’est débité" %}'),
        ("Vert", '{% alerte "Tout est complet." tone="vert" icon="coche" %}'),
        ("Bleu", '{% alerte "Ceci est un aperçu." tone="bleu" icon="oeil" %}'),
    ],
    "etat_vide": [
        (
            "",
            '{% etat_vide "Pas encore de projet en Lozère." "Le premier ne saurait tarder." theme="patrimoine"'
            ' url="/projets" action="Voir tous les projets" level=3 %}',
        )
    ],
    "ariane": [("", "{% ariane crumbs %}")],
    "recherche": [
        ("", '{% recherche action="/projets" label="Une école, une ville, une idée" input_id="recherche-galerie" %}')
    ],
    "chiffres": [("", "{% chiffres figures %}")],
    "carte_projet": [
        ("À la une", '<div class="grille">{% carte_projet open featured=True %}</div>'),
        (
            "Rien encore ; minimum dépassé ; texte long ; bientôt ; réussi ; terminé ; en pause ; thème sans dessin",
            '<div class="grille">{% for card in list %}{% carte_projet card %}{% endfor %}</div>',
        ),
    ],
    "carte_fonds": [("", '<div class="grille">{% carte_fonds fund %}{% carte_fonds theme_fund %}</div>')],
    "themes": [("", "{% themes themes %}")],
    "criteres": [("", '{% include "components/criteres.html" with criteria=criteria %}')],
    "carte_academies": [
        ("Avec un plan", "{% carte_academies academies %}"),
        ("Sans plan", "{% carte_academies unplanned %}"),
    ],
    "carte_france": [("", "{% carte_france departements %}")],
    "image": [
        ("", '<div>{% include "components/image.html" with view=picture sizes="30rem" css="" eager=False %}</div>')
    ],
    "champs_image": [("", '{% include "components/champs_image.html" with form=picture_form %}')],
    "signaler": [
        ("", '{% include "components/signaler.html" with kind="campaign" id=1 what="ce projet" about="" %}'),
    ],
    "montants": [("Sans reçu fiscal", "<form>{% montants plain_gift %}</form>")],
    "module_don": [
        ("Avec reçu fiscal", "{% module_don open gift %}"),
        ("Sans reçu, minimum atteint", "{% module_don above plain_gift %}"),
    ],
    "etat_collecte": [
        ("Pas encore ouvert", "{% etat_collecte scheduled %}"),
        ("Réussi", "{% etat_collecte succeeded %}"),
        ("En pause", "{% etat_collecte suspended %}"),
        ("Terminé sous le minimum", "{% etat_collecte failed %}"),
    ],
    "portee_fonds": [
        ("Il en complète", "{% portee_fonds helps=12 completes=5 balance=306300 %}"),
        ("Seul, il n’y arrive pas", "{% portee_fonds helps=1 completes=0 balance=1200 %}"),
    ],
    "module_fonds": [("", "{% module_fonds fund gift %}")],
    "barre_don": [("Sur téléphone seulement", '{% barre_don open url="/projets" %}')],
    "budget": [("", '{% budget budget theme="decouverte" %}')],
    "fil": [("", '{% include "components/fil.html" with thread=coach_thread reader="holder" %}')],
    "semaines": [("", '{% include "components/semaines.html" with weeks=weeks action="#" %}')],
    "lettres": [("", '{% include "components/lettres.html" with thread=letters author="class" name="Jeanne" %}')],
    "merci": [
        (
            "",
            '{% include "components/merci.html" with thanks=thanks signature="La classe de Nadia" draft=True %}',
        )
    ],
    "frise": [("", '<div class="th-decouverte">{% frise events %}</div>')],
    "recap": [
        ("Un projet", "{% recap open bills=bills gift=5000 %}"),
        ("Un fonds", "{% recap fund=theme_fund bills=plain_bills %}"),
    ],
    "regles": [
        ("Les premières règles", '{% include "components/regles.html" with rules=first_rules %}'),
        ("Indice et plafonds", '{% include "components/regles.html" with rules=full_rules %}'),
    ],
    "simulation": [
        (
            "Deux années, des groupes trop petits",
            '{% include "components/simulation.html" with simulation=simulated %}',
        ),
        ("Rien n’aurait changé", '{% include "components/simulation.html" with simulation=unchanged %}'),
        ("Trop peu de collectes", '{% include "components/simulation.html" with simulation=too_few %}'),
        ("Le calcul est en cours", '{% include "components/simulation.html" with simulation=simulating %}'),
        ("Aucune année passée", '{% include "components/simulation.html" with simulation=no_past %}'),
        ("Pas encore demandée", '{% include "components/simulation.html" with simulation=not_simulated %}'),
    ],
    "simulation_annee": [
        (
            "",
            '<h3>Année 2025-2026</h3>{% include "components/simulation_annee.html" with season=simulated_year'
            ' compared="Règles en vigueur" %}',
        )
    ],
    "simulation_barre": [("", '{% include "components/simulation_barre.html" with bar=success_bar %}')],
    "facettes": [("", '{% facettes facets action="/projets" total=71 chosen=2 %}')],
    "lien_page": [("Le gabarit des pages ouvertes par un lien signé", "")],
    "projet_bref": [("", '{% include "components/projet_bref.html" with card=new holder="Claire" %}')],
    "projet_recit": [("", '{% include "components/projet_recit.html" with project=project level=3 %}')],
    "facettes_decomptes": [("Dans une réponse htmx, invisible ailleurs", "")],
    "puces": [("", '{% puces chips clear_url="/projets" %}')],
    "pagination": [("", "{% pagination page %}")],
    "tableau": [("", "{% tableau table %}")],
    "etapes": [("", '{% etapes steps 2 label="Étapes du don" %}')],
    "curseur": [("Celui des étapes", '<div class="galerie__curseur">{% include "components/curseur.html" %}</div>')],
    "projet_classes": [("", '{% include "components/projet_classes.html" with project=project level=3 %}')],
    "progression": [("", "{% progression milestones %}")],
    "a_faire": [("", "{% a_faire tasks %}"), ("Rien à faire", '{% a_faire none title="Cette semaine" %}')],
    "copie": [("", "{% copie notes %}"), ("Étroite", "{% copie notes narrow=True %}")],
    "collecte": [("", "{% collecte open actions=actions %}")],
    "champ": [
        ("Choix en cartes", "{% champ form.kind boxed=True %}"),
        ("Saisie et aide", "{% champ form.email %}"),
        ("Unité, courte", '{% champ form.amount unit="€" short=True %}'),
        ("Liste", "{% champ form.departement %}"),
        ("Cases en colonnes", "{% champ form.levels columns=True %}"),
        ("Papier Seyès", "{% champ form.word ruled=True %}"),
        ("Document", "{% champ form.act %}"),
        ("Case à cocher", "{% champ form.terms %}"),
        ("Erreurs", "{% champ refused.kind %}{% champ refused.email %}{% champ refused.terms %}"),
    ],
    "resume_erreurs": [("", "{% resume_erreurs refused %}")],
    "conflit": [("", '{% include "components/conflit.html" with conflict=conflict %}')],
    "partage": [
        ("", '{% include "components/partage.html" with title=open.title url="https://trousse.example/projet" %}')
    ],
}


# Made for the side column: shown at its width.
NARROW = frozenset({"a_faire", "etat_collecte", "module_don", "module_fonds", "montants", "progression", "recap"})


@dataclass(frozen=True)
class State:
    label: str
    html: SafeString


@dataclass(frozen=True)
class Entry:
    """A component as the gallery shows it."""

    name: str
    doc: str
    states: list[State]

    @property
    def is_narrow(self) -> bool:
        return self.name in NARROW


@dataclass(frozen=True)
class SampleMessage:
    """As django.contrib.messages gives them to templates."""

    text: str
    tags: str

    def __str__(self) -> str:
        return self.text


def component_names() -> list[str]:
    return sorted(path.stem for path in TEMPLATES.glob("*.html"))


def documentation(name: str) -> str:
    """The comment at the head of a component's template; empty when it has none."""
    found = _DOC.search((TEMPLATES / f"{name}.html").read_text(encoding="utf-8"))
    return _VERBATIM.sub("", found[1]).strip() if found else ""


def entries(request: HttpRequest) -> list[Entry]:
    return [Entry(name, documentation(name), list(_states(name, request))) for name in component_names()]


def _states(name: str, request: HttpRequest) -> Iterator[State]:
    engine = engines["django"]
    for position, (label, source) in enumerate(EXAMPLES.get(name, [])):
        template = engine.from_string("{% load trousse %}" + source)
        html = template.render(sample_context(), request)
        # What is shown comes from our own templates, already escaped.
        yield State(label, mark_safe(scoped(html, f"{name}-{position}")))  # noqa: S308


def scoped(html: str, scope: str) -> str:
    """The same fragment with ids of its own, so that a page may hold a component in several states."""
    own = set(_IDS.findall(html))

    def rename(match: re.Match[str]) -> str:
        words = " ".join(f"{word}-{scope}" if word in own else word for word in match[2].split())
        return f'{match[1]}="{words}"'

    def relink(match: re.Match[str]) -> str:
        return f'href="#{match[1]}-{scope}"' if match[1] in own else match[0]

    return re.sub(r'\bhref="#([^"]+)"', relink, re.sub(rf'\b({_REFERENCES})="([^"]*)"', rename, html))


def sample_context() -> dict[str, object]:
    return {
        "open": samples.OPEN,
        "picture": samples.PICTURE,
        "picture_form": PictureForm(),
        "new": samples.NEW,
        "above": samples.ABOVE_MINIMUM,
        "scheduled": samples.SCHEDULED,
        "suspended": samples.SUSPENDED,
        "succeeded": samples.SUCCEEDED,
        "failed": samples.FAILED,
        "list": [
            samples.NEW,
            samples.ABOVE_MINIMUM,
            samples.LONG,
            samples.SCHEDULED,
            samples.SUCCEEDED,
            samples.FAILED,
            samples.SUSPENDED,
            samples.UNDRAWN_THEME,
        ],
        "project": samples.PROJECT,
        "criteria": samples.CRITERIA,
        "gift": samples.GIFT,
        "plain_gift": samples.GIFT_WITHOUT_RECEIPT,
        "fund": samples.FUND,
        "theme_fund": samples.THEME_FUND,
        "budget": samples.BUDGET,
        "events": samples.EVENTS,
        "letters": samples.LETTERS,
        "coach_thread": samples.COACH_THREAD,
        "weeks": samples.WEEKS,
        "thanks": samples.THANKS,
        "themes": samples.THEME_TILES,
        "departements": samples.DEPARTEMENT_TILES,
        "academies": samples.ACADEMIE_TILES,
        "unplanned": [replace(tile, share=None, is_open=True) for tile in samples.ACADEMIE_TILES],
        "crumbs": samples.CRUMBS,
        "chips": samples.CHIPS,
        "facets": samples.FACETS,
        "page": samples.PAGE,
        **rule_samples.CONTEXT,
        **simulation_samples.CONTEXT,
        "table": samples.TABLE,
        "steps": samples.STEPS,
        "milestones": samples.MILESTONES,
        "tasks": samples.TASKS,
        "notes": samples.NOTES,
        "actions": samples.ACTIONS,
        "bills": [samples.BILL],
        "plain_bills": [samples.PLAIN_BILL],
        "figures": samples.FIGURES,
        "points": samples.POINTS,
        "starts": samples.STARTS,
        "ends": samples.ENDS,
        "form": samples.FORM,
        "refused": samples.REFUSED_FORM,
        "conflict": samples.CONFLICT,
        "none": [],
        "messages": [
            SampleMessage("Votre brouillon est enregistré.", "success"),
            SampleMessage("La banque n’a pas répondu. Rien n’est débité.", "error"),
            SampleMessage("La collecte ouvre demain.", "info"),
        ],
    }
