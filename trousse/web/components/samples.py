"""Fictional data for the gallery and for the tests of components: one of each card, in each of its states."""

from dataclasses import replace
from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator

from trousse.fundraising.campaigns.enums import CampaignState
from trousse.fundraising.coaching.checklist import Item, Line, Week
from trousse.fundraising.coaching.enums import Phase, Writer
from trousse.fundraising.coaching.models import CoachMessage
from trousse.fundraising.dialogue.enums import Author
from trousse.fundraising.dialogue.models import Letter
from trousse.people.accounts.models import User
from trousse.people.schools.facts import ACADEMIES, DEPARTEMENTS
from trousse.web.components import cards
from trousse.web.components.conflicts import Conflict, Difference
from trousse.web.components.news import ThanksView
from trousse.web.components.pictures import PictureView

THEMES = {
    "botanique": "Nature et botanique",
    "robotique": "Sciences et robotique",
    "decouverte": "Classes de découverte",
    "scene": "Musique et théâtre",
    "mer": "Mer et environnement",
    "sport": "Sport et santé",
    "lecture": "Lecture et écriture",
    "echanges": "Échanges interculturels",
    "patrimoine": "Arts et patrimoine",
    "ensemble": "Vivre ensemble et inclusion",
}

PICTURE = PictureView(
    pk="",
    alt="Un crayon de couleur dans une trousse ouverte",
    width=480,
    height=480,
    fallback="/static/favicon.svg",
    sources=(),
)

OPEN = cards.ProjectCard(
    pk=1,
    url="/projets",
    title="Cinq jours au pied des volcans",
    school_name="École élémentaire des Hirondelles",
    town="Les Ormeaux",
    departement_code="78",
    theme_slug="decouverte",
    theme_label=THEMES["decouverte"],
    levels_label="CM1-CM2",
    pupils=48,
    state=CampaignState.OPEN,
    minimum_goal=420_000,
    optimum_goal=520_000,
    raised=294_000,
    funds_part=75_600,
    supporters=63,
    days_left=9,
    opens_on=date(2026, 10, 20),
    deadline=date(2026, 12, 12),
    summary="Quarante-huit élèves graviront un volcan et dessineront ce qu’ils y trouvent.",
)
NEW = replace(
    OPEN,
    pk=2,
    title="De Vendin à Lisbonne, nos lettres prennent le train",
    theme_slug="echanges",
    theme_label=THEMES["echanges"],
    raised=0,
    funds_part=0,
    supporters=0,
    days_left=41,
)
ABOVE_MINIMUM = replace(
    OPEN,
    pk=3,
    title="Opération laisse de mer : lire la plage à marée basse",
    theme_slug="mer",
    theme_label=THEMES["mer"],
    minimum_goal=98_000,
    optimum_goal=160_000,
    raised=110_000,
    funds_part=24_500,
    supporters=1,
    days_left=1,
)
LONG = replace(
    OPEN,
    pk=4,
    title="Anticonstitutionnellement vôtre : le grand dictionnaire illustré des mots les plus longs de la langue",
    school_name="Lycée polyvalent des métiers de l’hôtellerie et de la restauration Théodore-Baudry",
    town="Saint-Cernin-des-Causses-et-Malaval",
    levels_label="2de professionnelle, 1re et terminale, CAP première et deuxième années",
    pupils=1204,
    theme_slug="lecture",
    theme_label=THEMES["lecture"],
)
UNDRAWN_THEME = replace(OPEN, pk=5, title="Un thème que personne n’a encore dessiné", theme_slug="nouveau-theme")
SCHEDULED = replace(NEW, pk=6, state=CampaignState.SCHEDULED, days_left=None, theme_slug="patrimoine")
SUSPENDED = replace(OPEN, pk=7, state=CampaignState.SUSPENDED, days_left=None)
SUCCEEDED = replace(
    OPEN,
    pk=8,
    title="Une cabane à lire au milieu de la cour",
    state=CampaignState.SUCCEEDED,
    days_left=None,
    theme_slug="ensemble",
    theme_label=THEMES["ensemble"],
    raised=520_000,
)
FAILED = replace(
    OPEN, pk=9, state=CampaignState.FAILED, days_left=None, theme_slug="sport", theme_label=THEMES["sport"]
)

GIFT = cards.GiftBox(
    action="/projets",
    options=[cards.GiftOption(2_000, 680), cards.GiftOption(5_000, 1_700), cards.GiftOption(10_000, 3_400)],
    minimum=500,
    chosen=5_000,
    tax_rate=66,
)
GIFT_WITHOUT_RECEIPT = cards.GiftBox(
    action="/projets", options=[cards.GiftOption(2_000), cards.GiftOption(5_000), cards.GiftOption(10_000)], minimum=500
)

FUND = cards.FundCard(
    url="/fonds",
    give_url="/fonds",
    name="Fonds de solidarité",
    description="Pour les classes qui n’ont personne à solliciter, partout en France.",
    received=1_284_000,
    balance=642_000,
    gifts_count=214,
    is_open_to_all=True,
)
THEME_FUND = replace(
    FUND, name="Fonds Mer et environnement", theme_slug="mer", criteria=("Mer et environnement",), is_open_to_all=False
)

BUDGET = cards.budget_rows(
    [
        ("Hébergement, 4 nuits en gîte agréé", 189_000, "48 élèves et 5 adultes, demi-pension"),
        ("Car, aller et retour", 124_000, "Devis comparé entre trois transporteurs"),
        ("Guides du parc des volcans", 64_000, "Deux journées en demi-groupes"),
        ("Carnets, loupes et boussoles", 27_000, ""),
    ]
)
CRITERIA = (
    cards.CriterionView("Il est ouvert à tous les élèves de la classe.", met=True),
    cards.CriterionView("Son budget est détaillé et son calendrier tenable.", met=True, note="Trois devis joints."),
    cards.CriterionView(
        "Il laisse quelque chose que d’autres classes peuvent reprendre.", met=False, note="Une journée à vivre."
    ),
)
PROJECT = cards.ProjectPage(
    card=OPEN,
    story="La classe tient un carnet de géologues.\n\nLe plus simple est d’aller voir : cinq jours, deux guides.",
    learning=("Observer, mesurer, formuler une hypothèse", "Écrire chaque soir une page"),
    signature="Claire et Mehdi",
    thanks="Une carte dessinée par un élève.",
    budget=BUDGET,
    budget_total=404_000,
    classes=("CM2 de Claire : 26 élèves", "6e B, Collège du Lac : 24 élèves"),
    calendar="Du 12 avril au 18 juin",
    school_project="Axe 2 : apprendre dehors",
)
EVENTS = [
    cards.TimelineEvent(
        date(2026, 11, 6), "Le fonds de solidarité ajoute 756 €", "La collecte ralentissait.", cards.EventTone.FUNDS
    ),
    cards.TimelineEvent(date(2026, 10, 20), "La collecte est ouverte"),
]
THANKS = ThanksView(1, date(2026, 11, 7), "Grâce à vous, les bacs sont pleins.\nLe premier radis est pour vous.")
LETTERS = [
    Letter(
        author=Author.DONOR,
        text="Bravo pour le potager !\nAurez-vous des fraises ?",
        at=datetime(2026, 11, 6, 12, tzinfo=UTC),
    ),
    Letter(
        author=Author.CLASS,
        text="Oui, au printemps. Nous vous enverrons un dessin.",
        at=datetime(2026, 11, 7, 12, tzinfo=UTC),
    ),
]
_COACH = User(pk=1, first_name="Hélène", last_name="Castel")
_TEACHER = User(pk=2, first_name="Nadia", last_name="Belkacem")
COACH_THREAD = [
    CoachMessage(
        writer=Writer.HOLDER,
        writer_user=_TEACHER,
        text="Bonjour, par où commencer ?",
        at=datetime(2026, 11, 5, 8, tzinfo=UTC),
    ),
    CoachMessage(
        writer=Writer.COACH,
        writer_user=_COACH,
        text="Par les familles : un mot dans le cahier de liaison, dès lundi.",
        at=datetime(2026, 11, 5, 17, tzinfo=UTC),
    ),
]
WEEKS = [
    Week(
        Phase.WEEK_1,
        (
            Line(Item("mot", Phase.WEEK_1, "Écrire aux familles", "Les premiers dons viennent d’elles."), done=True),
            Line(Item("voisins", Phase.WEEK_1, "Prévenir le quartier", "Une affiche suffit."), done=False),
            Line(
                Item("nouvelle", Phase.WEEK_1, "Publier une nouvelle", "Trois phrases.", fact=lambda _facts: False),
                done=False,
            ),
        ),
        is_now=True,
    ),
]
THEME_TILES = [cards.ThemeTile(slug, label, "/projets", index) for index, (slug, label) in enumerate(THEMES.items())]
DEPARTEMENT_TILES = [
    cards.DepartementTile(facts.code, facts.name, index * index % 23 if index % 3 else 0, "/projets")
    for index, facts in enumerate(DEPARTEMENTS)
]
ACADEMIE_TILES = [
    cards.AcademieTile(
        facts.code, facts.name, index, is_open=index % 4 != 1, share=index * 7 % 120, told=facts.name, url="/projets"
    )
    for index, facts in enumerate(ACADEMIES)
]
CRUMBS = [cards.Crumb("Accueil", "/"), cards.Crumb("Les projets", "/projets"), cards.Crumb(OPEN.title)]
CHIPS = [cards.FilterChip("Mer et environnement", "/projets"), cards.FilterChip("Pas-de-Calais", "/projets")]
FACETS = [
    cards.Facet("theme", "Thème", [cards.FacetOption("mer", "Mer et environnement", 33, checked=True)]),
    cards.Facet(
        "departement",
        "Lieu",
        [cards.FacetOption("", "Toute la France"), cards.FacetOption("62", "62 – Pas-de-Calais")],
        cards.FacetKind.SELECT,
        "Département",
    ),
    cards.Facet(
        "etat",
        "Où en est la collecte ?",
        [cards.FacetOption("en-cours", "En cours", 71, checked=True), cards.FacetOption("reussis", "Réussis", 204)],
        cards.FacetKind.RADIOS,
    ),
]
PAGE = Paginator(range(120), 12).page(4)
TABLE = cards.Table(
    "Collectes de l’académie",
    [cards.Column("Projet"), cards.Column("Ouverte le", secondary=True), cards.Column("Réuni", numeric=True)],
    [
        [
            cards.Cell(OPEN.title, url="/projets", note="Les Ormeaux"),
            cards.Cell("20 octobre"),
            cards.Cell(cents=294_000),
        ],
        [
            cards.Cell(NEW.title),
            cards.Cell("24 novembre"),
            cards.Cell(tag=cards.Tag("Vient d’ouvrir", "vert", "coche")),
        ],
    ],
    [cards.Cell("Total"), cards.Cell(), cards.Cell(cents=294_000)],
)
STEPS = [cards.Step("Montant", "50 €", "/projets"), cards.Step("Vos coordonnées"), cards.Step("Paiement", "par carte")]
MILESTONES = [
    cards.Milestone("Accepté par l’académie", done=True, note="le 14 octobre"),
    cards.Milestone("Attestation du directeur", done=False, note="chez le directeur depuis 3 jours"),
]
TASKS = [
    cards.Task("Relire votre budget", "L’instructeur a laissé une remarque.", "/projets"),
    cards.Task("Attendre la réponse du directeur", "Son courriel est parti il y a 3 jours."),
]
NOTES = [
    cards.CopyNote("Votre budget", "Impression : 900 €", "Ajoutez le devis de l’imprimeur, s’il vous plaît."),
    cards.CopyNote("Votre présentation", remark="Très claire, rien à changer.", approved=True),
]
ACTIONS = [cards.Action("Voir la page", "/projets", "oeil"), cards.Action("Partager", "/projets", "partage")]
BILL = cards.Bill(
    rows=[cards.TicketRow("Votre don", 5_000), cards.TicketRow("Réduction d’impôt (66\u00a0%)", -3_300)],
    total=cards.TicketRow("Coût réel pour vous", 1_700),
)
PLAIN_BILL = cards.Bill(rows=[cards.TicketRow("Votre don", 5_000)])
FIGURES = [cards.KeyFigure("1 204", "projets réalisés"), cards.KeyFigure("1 sur 3", "aidé par le fonds")]
POINTS = [
    cards.Point(date(2026, 10, 25), 60_000),
    cards.Point(date(2026, 11, 6), 180_000),
    cards.Point(date(2026, 11, 23), 294_000),
]
STARTS, ENDS = date(2026, 10, 20), date(2026, 12, 12)


class SampleForm(forms.Form):
    """One field of each kind."""

    kind = forms.ChoiceField(
        label="Qui donne ?",
        choices=[("person", "Une personne"), ("company", "Une entreprise ou une association")],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label="Courriel",
        help_text="Pour recevoir les nouvelles de la classe.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Il manque le nom après @. Exemple : jeanne@exemple.fr"},
    )
    amount = forms.DecimalField(label="Montant", required=False)
    departement = forms.ChoiceField(label="Département", choices=[("62", "62 – Pas-de-Calais")], required=False)
    levels = forms.MultipleChoiceField(
        label="Niveaux",
        choices=[(level, level.upper()) for level in ("ps", "ms", "gs", "cp", "ce1", "ce2")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    word = forms.CharField(
        label="Votre mot à la classe",
        help_text="L’enseignant le lira.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    act = forms.FileField(label="Document", required=False)
    terms = forms.BooleanField(label="J’accepte les conditions", help_text="Version 1.")


FORM = SampleForm()
REFUSED_FORM = SampleForm({"refuse-email": "jeanne@", "refuse-word": "Bon voyage !"}, prefix="refuse")

CONFLICT = Conflict(
    text="Ce bilan a été enregistré entre-temps, dans un autre onglet ou sur un autre appareil.",
    differences=[
        Difference("Élèves qui ont participé", "24", "26"),
        Difference("Un mot à celles et ceux qui ont donné", "Merci à tous !", "rien"),
    ],
    url="/projets",
)
