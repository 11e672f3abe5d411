"""The school's side: signing in, writing a project, reading it, attesting it, saying where the money goes."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.journeys.visitor import Visitor
from tests.journeys.waiting import link_in, mail
from trousse.core import clock
from trousse.platform.notifications.models import Message

SIREN = "732 829 320"
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


@dataclass(frozen=True)
class Answers:
    """What a holder writes. The budget asks for what the optimum brings."""

    title: str
    optimum: str = "200"
    minimum: str = "120"
    body: str = "Coopérative scolaire"
    class_name: str = "CM1-CM2"
    levels: tuple[str, ...] = ("CM1", "CM2")
    texts: dict[str, str] = field(
        default_factory=lambda: {
            "Le projet en deux phrases": "Les élèves écrivent, tournent et montrent un film sur leur port.",
            "Ce que les élèves vont faire": "Chaque vendredi, la classe écrit, répète, filme et monte. " * 8,
            "Ce qu’ils vont apprendre": "Écrire à plusieurs\nParler devant les autres",
            "Son lien avec le projet": "Axe 1 : dire, lire, écrire.",
        }
    )


def signs_in(visitor: Visitor, email: str, path: str) -> None:
    """Goes to ``path``, which asks who is there, and brings the code of the mail."""
    visitor.goes_to(path, "Se connecter")
    gives_their_code(visitor, email)


def gives_their_code(visitor: Visitor, email: str) -> None:
    """On the page that asks who is there."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    visitor.types("Votre adresse", email)
    visitor.presses("Recevoir mon code")
    visitor.is_at("Votre code est parti")
    visitor.types("Code", mail(email, "account.code", after=last).params["code"])
    visitor.presses("Me connecter")


def says_their_name(visitor: Visitor, first_name: str, last_name: str) -> None:
    """The first time."""
    visitor.is_at("Bienvenue")
    visitor.types("Prénom", first_name)
    visitor.types("Nom", last_name)
    visitor.presses("Continuer")


def chooses_school(visitor: Visitor, name: str, *, asked: str = "Dans quel établissement") -> None:
    """The list comes while one types, and without JavaScript by a press on « Chercher »."""
    visitor.is_at(asked)
    visitor.field("Nom, ville ou UAI").press_sequentially(name)
    if not visitor.javascript:
        visitor.presses("Chercher")
    visitor.presses(f"Choisir {name}")
    visitor.is_at("Dans quel établissement")


def writes(visitor: Visitor, answers: Answers, manager_email: str) -> None:
    """Goes through the eight steps up to the last look. Nothing is sent yet."""
    _goes_on(visitor, "Racontez le projet")
    visitor.types("Titre du projet", answers.title)
    for label, text in answers.texts.items():
        visitor.types(label, text)
    visitor.selects("Thème", "Nature et botanique")
    _goes_on(visitor, "Quelles classes")
    visitor.types("Nom de la classe", answers.class_name)
    visitor.types("Nombre d’élèves", "24")
    for level in answers.levels:
        visitor.ticks(level)
    _goes_on(visitor, "Quand")
    visitor.types("Début du projet", _in_days(80))
    visitor.types("Fin du projet", _in_days(150))
    visitor.types("Jour d’ouverture", _in_days(25))
    visitor.types("Durée de la collecte", "30")
    _goes_on(visitor, "Combien faut-il")
    visitor.types("Dépense", "Location d’une caméra")
    visitor.types("Prix", answers.optimum)
    visitor.types("Objectif minimum", answers.minimum)
    visitor.types("Objectif optimum", answers.optimum)
    _goes_on(visitor, "Qui reçoit l’argent")
    visitor.ticks(answers.body)
    visitor.types("Son gestionnaire", "Paul")
    visitor.types("Courriel du gestionnaire", manager_email)
    _goes_on(visitor, "Quelques images")
    visitor.follows("Continuer")
    visitor.is_at("Le merci, et un dernier regard")
    visitor.types("Signature de la classe", "La classe de Solveig")
    visitor.types("Comment la classe remerciera", "Une séance au cinéma du port.")
    visitor.presses("Enregistrer et relire")
    visitor.reads("Tout y est.")


def _goes_on(visitor: Visitor, title: str) -> None:
    visitor.presses("Continuer")
    visitor.is_at(title)


def _in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def submits(visitor: Visitor) -> None:
    """From any step, by the last one, to the hands of the reviewer."""
    if not visitor.page.get_by_role("heading", level=1, name="dernier regard").count():
        visitor.presses("Merci")
        visitor.is_at("Le merci, et un dernier regard")
    visitor.presses("Soumettre")
    visitor.is_at("Tout est prêt")
    visitor.presses("Envoyer à l’instructeur")
    visitor.is_at("Bonjour")


def sends_back(visitor: Visitor, title: str, remark: str, word: str) -> None:
    """A reviewer reads it, and returns it with a remark on its title."""
    visitor.follows(title)
    visitor.is_at(title)
    visitor.page.get_by_role("group").filter(has_text="Le projet").locator("summary").first.click()
    visitor.types("Titre", remark)
    visitor.ticks("Rendre avec des remarques")
    visitor.types("Votre mot au porteur", word)
    visitor.presses("Envoyer ma décision")
    visitor.is_at("Projets à instruire")


def accepts(visitor: Visitor, title: str) -> None:
    """A reviewer accepts; the links leave for the head (directory) and the manager."""
    visitor.goes_to("/instruction", "Projets à instruire")
    visitor.follows(title)
    visitor.is_at(title)
    visitor.ticks("Accepter")
    for criterion in visitor.page.locator(".critere").all():
        criterion.get_by_label("Oui").check()
    visitor.presses("Envoyer ma décision")
    visitor.is_at("Projets à instruire")


def attests(visitor: Visitor, mailbox: str) -> None:
    """The head, by the link of the mail alone."""
    visitor.goes_to(link_in(mail(mailbox, "review.head_link"), "/direction/"), "a besoin de votre attestation")
    acts = visitor.page.locator("fieldset.acte")
    for act in acts.all():
        act.get_by_label("Date").fill((clock.today() - timedelta(days=20)).isoformat())
        act.get_by_label("Référence").fill("Courriel du 12 octobre")
    visitor.types("Votre nom", "Paule Martin")
    visitor.ticks("J’atteste que ces validations existent")
    visitor.presses("J’atteste")
    visitor.is_at("C’est attesté, merci")


def says_where_the_money_goes(
    visitor: Visitor, email: str, legal_name: str, *, siren: str = SIREN, iban: str = IBAN
) -> None:
    """The manager, by the link of the mail alone."""
    visitor.goes_to(link_in(mail(email, "review.manager_link"), "/gestionnaire/"), "Sur quel compte")
    visitor.types("Raison sociale", legal_name)
    visitor.types("Numéro SIREN", siren)
    visitor.types("Adresse", "2 quai du Port")
    visitor.types("Code postal", "73130")
    visitor.types("Ville", "Saint-Avre")
    visitor.ticks("Oui")
    visitor.types("IBAN", iban)
    visitor.types("Titulaire du compte", legal_name)
    visitor.types("Votre nom", "Paul Henri")
    visitor.presses("Enregistrer la structure")
    visitor.is_at("C’est enregistré, merci")
