"""The project form: the essential fields, savable with holes, and its budget in two lists of lines."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from trousse.fundraising.projects import selectors
from trousse.fundraising.projects.enums import LevelCode, LevelGroup
from trousse.fundraising.projects.models import Project, Theme
from trousse.fundraising.projects.rules import SUMMARY_MAX, TITLE_MAX, ProjectLimits
from trousse.fundraising.projects.services import ProjectChanges
from trousse.people.bodies.enums import BodyKind
from trousse.people.schools.enums import Degree
from trousse.people.schools.models import School
from trousse.web.components.fields import AmountField, DayField

STORY_MAX = 8_000
SHORT_MAX = 2_000
GROUPS_OF = {
    Degree.FIRST: (LevelGroup.MATERNELLE, LevelGroup.ELEMENTAIRE),
    Degree.SECOND: (LevelGroup.COLLEGE, LevelGroup.LYCEE),
}
TOO_LONG = "C’est un peu long : %(limit_value)d signes au plus, il y en a %(show_value)d."


def words(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ProjectForm(forms.Form):
    """Everything a holder writes about a project.

    A draft is saved with holes: ``required`` tells the page what the *submission* will ask for, and nothing more. What
    is unreadable (an amount in letters) is told at once; the readable rest can be saved all the same: ``changes``.
    """

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)

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

    levels = forms.MultipleChoiceField(
        label="Niveaux des élèves",
        choices=[(level.value, level.label) for level in LevelCode],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cochez des niveaux de la liste."},
    )
    classes_label = forms.CharField(
        label="La ou les classes", max_length=120, help_text="Par exemple « CM1-CM2 », « 4e B et ULIS »."
    )
    pupils = forms.IntegerField(
        label="Nombre d’élèves",
        min_value=1,
        max_value=5_000,
        help_text="À peu près, si la classe n’est pas encore faite.",
        error_messages={
            "invalid": "Écrivez un nombre entier, par exemple 24.",
            "min_value": "Il faut au moins un élève.",
            "max_value": "Ce nombre paraît trop grand. Vérifiez-le, s’il vous plaît.",
        },
    )
    class_signature = forms.CharField(
        label="Signature de la classe",
        max_length=120,
        help_text="Au bas du projet et des nouvelles : « La classe de CM1-CM2 de Nadia ».",
    )

    minimum_goal = AmountField(label="Objectif minimum")
    optimum_goal = AmountField(label="Objectif optimum")
    ceiling_reason = forms.CharField(
        max_length=SHORT_MAX,
        required=False,
        widget=words(3),
        help_text="L’instructeur peut accorder une exception : dites-lui ce qui ne peut pas coûter moins.",
    )

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

    body_kind = forms.ChoiceField(
        label="Structure qui reçoit l’argent",
        widget=forms.RadioSelect,
        help_text="Elle encaisse la collecte pour la classe et tient les comptes.",
        error_messages={"invalid_choice": "Choisissez une structure de la liste."},
    )
    manager_name = forms.CharField(label="Son gestionnaire", max_length=120, required=False)
    manager_email = forms.EmailField(
        label="Courriel du gestionnaire",
        max_length=254,
        help_text="Si le projet est accepté, cette personne reçoit un lien pour indiquer le compte bancaire.",
        error_messages={"invalid": "Il manque quelque chose à cette adresse. Exemple : jeanne@exemple.fr"},
    )
    head_name = forms.CharField(max_length=120, required=False)
    head_email = forms.EmailField(
        label="Autre courriel de la direction",
        max_length=254,
        required=False,
        error_messages={"invalid": "Il manque quelque chose à cette adresse. Exemple : ce.0620001a@ac-lille.fr"},
    )

    thanks = forms.CharField(
        label="Comment la classe remerciera",
        max_length=SHORT_MAX,
        required=False,
        widget=words(3),
        help_text="Un dessin, une photo du potager, une carte : quelque chose de symbolique, fait par les élèves.",
    )

    def __init__(self, *args: Any, project: Project, limits: ProjectLimits, **options: Any) -> None:
        super().__init__(*args, **options)
        self.project = project
        self._tell_limits(limits)
        self._suit_school(project.school)
        for each in self.fields.values():
            each.error_messages["max_length"] = TOO_LONG
            if isinstance(each.widget, forms.Textarea):
                # A browser cuts a long paste without a word; we would rather say by how much it is too long.
                each.widget.attrs.pop("maxlength", None)

    def full_clean(self) -> None:
        """Check what was typed, and let pass what was not typed yet."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        super().full_clean()
        for field in needed:
            field.required = True

    def changes(self) -> ProjectChanges:
        """What can be stored: every field whose content is readable."""
        readable = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return cast(ProjectChanges, readable)

    def levels_by_group(self) -> list["LevelBoxes"]:
        """The check boxes of the levels, a group for each step of school life; those of the school come open."""
        own = GROUPS_OF.get(Degree(self.project.school.degree), tuple(LevelGroup))
        boxes: dict[LevelGroup, list[Any]] = {group: [] for group in LevelGroup}
        for widget in self["levels"].subwidgets:
            boxes[LevelCode(widget.data["value"]).group].append(widget)
        groups = [LevelBoxes(group.label, group in own, tuple(boxes[group])) for group in LevelGroup]
        return sorted(groups, key=lambda group: not group.is_open)

    def _tell_limits(self, limits: ProjectLimits) -> None:
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
        self.fields[
            "duration_days"
        ].help_text = f"De {limits.duration_min} à {limits.duration_max} jours ; 45 convient souvent."

    def _suit_school(self, school: School) -> None:
        kinds = selectors.bodies_open_to(school)
        field = cast(forms.ChoiceField, self.fields["body_kind"])
        field.choices = [(kind, BodyKind(kind).label) for kind in kinds]
        is_ecole = school.degree == Degree.FIRST
        self.fields["head_name"].label = "Directrice ou directeur" if is_ecole else "Cheffe ou chef d’établissement"
        self.fields["head_email"].help_text = (
            f"Le lien de validation part à l’adresse de l’annuaire : {school.mail}. "
            "Une autre ne sert qu’une fois vérifiée par l’instructeur."
            if school.mail
            else "L’annuaire ne donne pas d’adresse pour cet établissement : l’instructeur vérifiera celle-ci."
        )


def stored_answers(project: Project) -> dict[str, Any]:
    """What the form shows when it is opened."""
    answers = {name: getattr(project, name) for name in ProjectForm.base_fields if name != "version"}
    return {**answers, "theme": project.theme_id, "version": project.version}


def typed_answers(data: MultiValueDict[str, str]) -> dict[str, Any]:
    """What was typed, readable or not, to show it again unchanged and unjudged."""
    typed = {name: data.get(name, "") for name in ProjectForm.base_fields}
    return {**typed, "levels": data.getlist("levels")}


@dataclass(frozen=True)
class LevelBoxes:
    """A group of levels; ``is_open`` when the school has them or one is ticked."""

    label: str
    is_own: bool
    boxes: tuple[Any, ...]

    @property
    def is_open(self) -> bool:
        return self.is_own or any(box.data["selected"] for box in self.boxes)
