"""What a project holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="projects.Project",
        fields=("holder", "class_signature", "head_name", "head_email", "manager_name", "manager_email"),
        about="Porteurs de projet, directions et gestionnaires nommés par eux",
        purpose="Instruire le projet, joindre la direction et le gestionnaire, dire qui porte la collecte",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Brouillon : deux ans sans y toucher. Projet soumis : dix ans après sa collecte, avec ses comptes",
    ),
    PersonalData(
        model="projects.ProjectClass",
        fields=("name",),
        about="Enseignants nommés dans le nom d’une classe",
        purpose="Dire quelles classes participent",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Autant que le projet",
    ),
    PersonalData(
        model="projects.ProjectLog",
        fields=("actor_id", "actor_label", "reason"),
        about="Porteurs de projet et instructeurs",
        purpose="Prouver qui a décidé quoi, et pourquoi",
        basis=LegalBasis.LEGAL_DUTY,
        keep="Autant que le projet",
    ),
)
