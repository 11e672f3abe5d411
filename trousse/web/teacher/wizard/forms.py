"""The answers of each step, savable with holes."""

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.fundraising.projects import selectors
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.rules import SUMMARY_MAX, TITLE_MAX, ProjectLimits
from trousse.fundraising.projects.services import ProjectChanges
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.enums import Degree
from trousse.web.components.fields import AmountField, DayField

STORY_MAX = 8_000
SHORT_MAX = 2_000
SENTENCE_MAX = 600
TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."


def words(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def email_field(*, label: str, example: str, **options: Any) -> forms.EmailField:
    wrong = f"Il manque quelque chose à cette adresse. Exemple : {example}"
    return forms.EmailField(label=label, max_length=254, error_messages={"invalid": wrong}, **options)


class SavableWithHoles(forms.Form):
    """``required`` tells the page what the *submission* will ask for; a draft is saved without it."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """Check what was typed, and let pass what was not typed yet."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True


class StepForm(SavableWithHoles):
    """What a holder writes on one step.

    What is unreadable (an amount in letters) is told at once; the readable rest can be saved all the same: ``changes``.
    """

    def __init__(self, *args: Any, project: Project, limits: ProjectLimits, **options: Any) -> None:
        super().__init__(*args, **options)
        self.project = project
        self.suit(project, limits)
        for each in self.fields.values():
            each.error_messages["max_length"] = TOO_LONG
            if isinstance(each.widget, forms.Textarea):
                # A browser cuts a long paste without a word; we would rather say by how much it is too long.
                each.widget.attrs.pop("maxlength", None)

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        """Fit the words and the choices to this project and to the parameters in force."""

    def changes(self) -> ProjectChanges:
        """What can be stored: every field whose content is readable."""
        return cast(ProjectChanges, dict(self.cleaned_data))

    @classmethod
    def stored(cls, project: Project) -> dict[str, Any]:
        """What the form shows when it is opened."""
        return {name: getattr(project, name) for name in cls.base_fields}

    @classmethod
    def typed(cls, data: MultiValueDict[str, str]) -> dict[str, Any]:
        """What was typed, readable or not, to show it again unchanged and unjudged."""
        return {name: data.get(name, "") for name in cls.base_fields}


class HeadForm(StepForm):
    """Who validates, at the school that carries the project."""

    head_name = forms.CharField(max_length=120, required=False)
    head_email = email_field(label="Autre courriel de la direction", example="ce.0620001a@ac-lille.fr", required=False)

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        is_ecole = project.school.degree == Degree.FIRST
        self.fields["head_name"].label = "Directrice ou directeur" if is_ecole else "Cheffe ou chef d’établissement"
        self.fields["head_email"].help_text = (
            f"Le lien de validation part à l’adresse de l’annuaire : {project.school.mail}. "
            "Une autre ne sert qu’une fois vérifiée par l’instructeur."
            if project.school.mail
            else "L’annuaire ne donne pas d’adresse pour cet établissement : l’instructeur vérifiera celle-ci."
        )


class WordsForm(StepForm):
    """The project in plain words."""

    title = forms.CharField(
        label="Titre du projet",
        max_length=TITLE_MAX,
        help_text="Concret, en quelques mots. Par exemple « Un potager pour l’école ».",
    )
    summary = forms.CharField(
        label="Le projet en deux phrases",
        max_length=SUMMARY_MAX,
        widget=words(3),
        help_text=f"Ce que les donateurs lisent d’abord. {SUMMARY_MAX} signes au plus.",
    )
    story = forms.CharField(
        label="Ce que les élèves vont faire",
        max_length=STORY_MAX,
        widget=words(10),
        help_text="Racontez étape par étape, comme à un voisin. Une ligne vide sépare les paragraphes.",
    )
    learning = forms.CharField(
        label="Ce qu’ils vont apprendre", max_length=SHORT_MAX, widget=words(4), help_text="Une idée par ligne."
    )
    theme: "forms.ModelChoiceField[Theme]" = forms.ModelChoiceField(
        label="Thème",
        queryset=Theme.objects.all(),
        empty_label="Choisir un thème",
        help_text="Le plus proche : il aide les donateurs à vous trouver.",
        error_messages={"invalid_choice": "Choisissez un thème de la liste."},
    )
    school_project = forms.CharField(
        max_length=SENTENCE_MAX,
        widget=words(2),
        help_text="Une phrase suffit : l’axe auquel il répond, et quand il a été approuvé.",
    )

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        of = "d’école" if project.school.degree == Degree.FIRST else "d’établissement"
        self.fields["school_project"].label = f"Son lien avec le projet {of}"


class CalendarForm(StepForm):
    """When the project takes place, and when the collection does."""

    starts_on = DayField(label="Début du projet", help_text="Le premier jour avec les élèves, même à peu près.")
    ends_on = DayField(label="Fin du projet")
    opens_on = DayField(
        label="Jour d’ouverture de la collecte", help_text="Comptez trois semaines pour les validations."
    )
    duration_days = forms.IntegerField(
        label="Durée de la collecte",
        min_value=1,
        max_value=365,
        error_messages={
            "invalid": "Écrivez un nombre de jours, par exemple 45.",
            "min_value": "Il faut au moins un jour.",
            "max_value": "C’est plus d’un an. Vérifiez ce nombre, s’il vous plaît.",
        },
    )

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        days = self.fields["duration_days"]
        days.help_text = f"De {limits.duration_min} à {limits.duration_max} jours ; 45 convient souvent."

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        start, end = typed.get("starts_on"), typed.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Le projet ne peut pas finir avant d’avoir commencé : vérifiez les deux dates.")
        return typed


class GoalsForm(StepForm):
    """The two goals of the collection; the budget lines stand beside them."""

    minimum_goal = AmountField(label="Objectif minimum")
    optimum_goal = AmountField(label="Objectif optimum")
    ceiling_reason = forms.CharField(
        max_length=SHORT_MAX,
        required=False,
        widget=words(3),
        help_text="L’instructeur peut accorder une exception : dites-lui ce qui ne peut pas coûter moins.",
    )

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        ceiling = limits.minimum_goal_ceiling.format()
        self.fields["minimum_goal"].help_text = (
            "La somme sans laquelle rien n’est possible. En dessous, rien n’est versé et chaque don est rendu. "
            f"{ceiling} au plus, sauf exception."
        )
        self.fields[
            "optimum_goal"
        ].help_text = (
            "La somme pour réaliser le projet dans de bonnes conditions. La collecte s’arrête quand elle est atteinte."
        )
        self.fields["ceiling_reason"].label = f"Pourquoi plus de {ceiling} ?"


class BodyForm(StepForm):
    """Which body receives the money, and who keeps its books."""

    body_kind = forms.ChoiceField(
        label="Structure qui reçoit l’argent",
        widget=forms.RadioSelect,
        help_text="Elle encaisse la collecte pour la classe et tient les comptes.",
        error_messages={"invalid_choice": "Choisissez une structure de la liste."},
    )
    manager_name = forms.CharField(label="Son gestionnaire", max_length=120, required=False)
    manager_email = email_field(
        label="Courriel du gestionnaire",
        example="jeanne@exemple.fr",
        help_text="Si le projet est accepté, cette personne reçoit un lien pour indiquer le compte bancaire.",
    )

    def suit(self, project: Project, limits: ProjectLimits) -> None:
        kinds = selectors.bodies_open_to(project.school)
        field = cast(forms.ChoiceField, self.fields["body_kind"])
        field.choices = [(kind, BodyKind(kind).label) for kind in kinds]


class ThanksForm(StepForm):
    """How the class signs, and says thank you."""

    class_signature = forms.CharField(
        label="Signature de la classe",
        max_length=120,
        help_text="Au bas du projet et des nouvelles : « La classe de CM1-CM2 de Nadia ».",
    )
    thanks = forms.CharField(
        label="Comment la classe remerciera",
        max_length=SHORT_MAX,
        required=False,
        widget=words(3),
        help_text="Un dessin, une photo du potager, une carte : quelque chose de symbolique, fait par les élèves.",
    )
