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
    texts: dict[str, str] = field(
        default_factory=lambda: {
            "Le projet en deux phrases": "Les élèves écrivent, tournent et montrent un film sur leur port.",
            "Ce que les élèves vont faire": "Chaque vendredi, la classe écrit, répète, filme et monte. " * 8,
            "Ce qu’ils vont apprendre": "Écrire à plusieurs\nParler devant les autres",
            "La ou les classes": "CM1-CM2",
            "Nombre d’élèves": "24",
            "Signature de la classe": "La classe de CM1-CM2 de Solveig",
            "Son gestionnaire": "Paul",
            "Comment la classe remerciera": "Une séance au cinéma du port.",
        }
    )


def signs_in(visitor: Visitor, email: str, path: str) -> None:
    """Goes to ``path``, which asks who is there, and brings the code of the mail."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    visitor.goes_to(path, "Se connecter")
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


def chooses_school(visitor: Visitor, name: str) -> None:
    """The list comes while one types."""
    visitor.is_at("Dans quel établissement")
    visitor.field("Nom, ville ou UAI").press_sequentially(name)
    visitor.presses(f"Choisir {name}")
    visitor.is_at("Votre projet")


def writes(visitor: Visitor, answers: Answers, manager_email: str) -> None:
    """Fills the form; what is beside it follows as one types. Nothing is sent yet."""
    visitor.types("Titre du projet", answers.title)
    for label, text in answers.texts.items():
        visitor.types(label, text)
    visitor.selects("Thème", "Nature et botanique")
    visitor.ticks("CM1")
    visitor.ticks("CM2")
    visitor.types("Dépense", "Location d’une caméra")
    visitor.types("Prix", answers.optimum)
    visitor.types("Objectif minimum", answers.minimum)
    visitor.types("Objectif optimum", answers.optimum)
    visitor.types("Jour d’ouverture", (clock.today() + timedelta(days=25)).isoformat())
    visitor.types("Durée de la collecte", "30")
    visitor.ticks("Coopérative scolaire")
    visitor.types("Courriel du gestionnaire", manager_email)
    visitor.reads("Tout y est.")


def submits(visitor: Visitor) -> None:
    """From the form to the hands of the reviewer."""
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


def says_where_the_money_goes(visitor: Visitor, email: str, legal_name: str) -> None:
    """The manager, by the link of the mail alone."""
    visitor.goes_to(link_in(mail(email, "review.manager_link"), "/gestionnaire/"), "Sur quel compte")
    visitor.types("Raison sociale", legal_name)
    visitor.types("Numéro SIREN", SIREN)
    visitor.types("Adresse", "2 quai du Port")
    visitor.types("Code postal", "73130")
    visitor.types("Ville", "Saint-Avre")
    visitor.ticks("Oui")
    visitor.types("IBAN", IBAN)
    visitor.types("Titulaire du compte", legal_name)
    visitor.types("Votre nom", "Paul Henri")
    visitor.presses("Enregistrer la structure")
    visitor.is_at("C’est enregistré, merci")
