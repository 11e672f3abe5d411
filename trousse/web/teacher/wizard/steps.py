"""The eight steps: their names, what they ask, and an example to lean on."""

from dataclasses import dataclass

from django.urls import reverse

GO = "vers-"


@dataclass(frozen=True)
class Step:
    """A page of the wizard. ``fields`` are the names under which advice and remarks lead here; ``example`` is one
    that a colleague could have written, ``tip`` says why we ask."""

    slug: str
    label: str
    title: str
    lead: str
    fields: tuple[str, ...]
    example: str = ""
    tip: str = ""

    @property
    def go(self) -> str:
        """What a button says to save and go there."""
        return f"{GO}{self.slug}"

    def url(self, pk: int) -> str:
        """Its page, for the project of this number."""
        if self.slug == "images":
            return reverse("teacher:project_pictures", args=[pk])
        return reverse("teacher:step", args=[pk, self.slug])


STEPS = (
    Step(
        "ecole",
        "École",
        "Dans quel établissement ?",
        "Un établissement porte le projet. D’autres peuvent y participer : l’école d’à côté, le collège de secteur.",
        ("school", "other_schools", "head_name", "head_email"),
        tip="La direction reçoit un lien pour attester les validations, à l’adresse officielle de l’établissement.",
    ),
    Step(
        "projet",
        "Projet",
        "Racontez le projet",
        "Comme à un voisin : ce que les élèves vont faire, et ce qu’ils en garderont.",
        ("title", "summary", "story", "learning", "theme", "school_project"),
        example="Chaque vendredi, nous descendons dans la cour. En novembre, les CM1 bêchent ; au printemps, ils "
        "sèment et notent ce qui pousse. En juin, toute l’école mange nos radis.",
        tip="Les projets qui réussissent disent ce que les élèves feront de leurs mains, semaine après semaine.",
    ),
    Step(
        "classes",
        "Classes",
        "Quelles classes ?",
        "Une ou plusieurs. Une 6e et un CM2 du même cycle peuvent porter un projet ensemble.",
        ("classes_label", "levels", "pupils"),
        example="CM2 de Nadia, 26 élèves\n6e B du collège, 24 élèves\nULIS, 9 élèves",
        tip="Le nombre d’élèves aide les donateurs à mesurer ce que change leur don.",
    ),
    Step(
        "calendrier",
        "Calendrier",
        "Quand ?",
        "Deux calendriers : celui du projet avec les élèves, et celui de la collecte.",
        ("starts_on", "ends_on", "opens_on", "duration_days"),
        example="Collecte du 11 janvier au 24 février. Départ le 12 avril, retour le 16. Récit aux familles en mai.",
        tip="L’argent arrive quelques semaines après la fin de la collecte : gardez une marge avant le premier achat.",
    ),
    Step(
        "budget",
        "Budget",
        "Combien faut-il ?",
        "Ce que le projet coûte, ce que vous avez déjà, et donc ce que la collecte doit réunir.",
        ("budget", "minimum_goal", "optimum_goal", "ceiling_reason"),
        example="Car aller-retour : 640 €, devis\nEntrées : 26 × 7 = 182 €\nCoopérative : − 150 €\nÀ réunir : 672 €",
        tip="Un devis par grosse dépense rassure. Chaque ligne est publiée, et reprise dans votre bilan.",
    ),
    Step(
        "structure",
        "Structure",
        "Qui reçoit l’argent ?",
        "La collecte n’arrive jamais chez une personne : une structure de l’établissement l’encaisse pour la classe.",
        ("body_kind", "manager_name", "manager_email"),
        tip="Une fois le projet accepté, son gestionnaire reçoit un lien et indique le compte. Rien à installer.",
    ),
    Step(
        "images",
        "Images",
        "Quelques images",
        "Des mains, des objets, des dessins suffisent : sans visage, aucune autorisation n’est nécessaire.",
        ("pictures",),
    ),
    Step(
        "merci",
        "Merci",
        "Le merci, et un dernier regard",
        "Comment la classe signera et remerciera, puis tout le projet d’un coup d’œil.",
        ("class_signature", "thanks"),
        example="Un dessin du potager pour chacun, et une photo de la première récolte.",
        tip="Un merci est un geste d’élève, jamais un cadeau : le don reste un don.",
    ),
)
BY_SLUG = {step.slug: step for step in STEPS}
_OF_FIELD = {field: step for step in STEPS for field in step.fields}


def step_of(field: str) -> Step:
    """Where ``field`` is answered. Raises KeyError for a field that no step asks."""
    return _OF_FIELD[field]


def after(step: Step) -> Step | None:
    """The next step; None after the last one."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def before(step: Step) -> Step | None:
    """The step before; None at the first one."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None
