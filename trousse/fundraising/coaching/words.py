"""What causes are called: a sentence for the coach, advice for the holder, ready-made messages between them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from trousse.core.money import Euro
from trousse.fundraising.coaching.enums import Cause, Stage


class Where(StrEnum):
    """The page on which the advice is followed; the web names it."""

    COACHING = "coaching"
    NEWS = "news"
    THANKS = "thanks"
    PROJECT = "project"


@dataclass(frozen=True)
class Advice:
    """What the holder reads: what we see, what to try, and the button."""

    title: str
    text: str
    action: str
    where: Where


ALL_TENTHS = 10


def days_between(since: datetime, now: datetime) -> int:
    """Whole days, before or after."""
    return abs(now - since) // timedelta(days=1)


def sentence(cause: Cause, since: datetime, now: datetime, missing: Euro) -> str:
    """Why this project stands where it does in the coach's list: « La collecte n’avance plus depuis 12 jours »."""
    days = _days(days_between(since, now))
    return {
        Cause.FILES_WAITING: f"Le dossier attend l’école depuis {days}.",
        Cause.NO_FIRST_GIFT: f"Ouverte depuis {days}, sans premier don.",
        Cause.NO_GIFT: f"La collecte n’avance plus depuis {days}.",
        Cause.NO_NEWS: f"Aucune nouvelle de la classe depuis {days}.",
        Cause.LAST_DAYS: f"{_left(since, now)}, encore {missing.format()} jusqu’au minimum.",
        Cause.THANKS_WAITING: f"Des donateurs attendent un merci depuis {days}.",
        Cause.NEAR_MINIMUM: f"Le minimum est tout proche : encore {missing.format()}.",
        Cause.OPTIMUM_REACHED: "L’optimum est atteint, la collecte est finie.",
        Cause.REPORT_DUE: f"Le bilan est attendu depuis {days}.",
    }[cause]


def standing(stage: Stage, *, files_complete: bool, raised: Euro, minimum_reached: bool) -> str:
    """Where a project that needs no help stands."""
    if stage is Stage.BEFORE:
        return "Tout est prêt : la collecte ouvrira à sa date." if files_complete else "Le dossier est à l’école."
    if stage is Stage.OPEN and not raised:
        return "La collecte vient d’ouvrir."
    if stage is Stage.OPEN:
        return "Le minimum est atteint : le projet se fera." if minimum_reached else "La collecte avance bien."
    return {
        Stage.WITH_REVIEWER: "Le dossier est de retour à l’instruction.",
        Stage.PAUSED: "La collecte est suspendue : l’équipe vérifie un point.",
        Stage.SUCCEEDED: "La collecte a réussi.",
        Stage.FAILED: "La collecte s’est terminée sous le minimum.",
    }[stage]


def chances(tenths: int) -> str:
    """How a campaign that goes on like this ends, for the coach: never a bare figure, never a verdict."""
    if tenths <= 0:
        return "Sans coup de main, le minimum est peu probable."
    if tenths >= ALL_TENTHS:
        return "À ce rythme, le minimum est très probable."
    counted = "une chance" if tenths == 1 else f"{tenths}\u00a0chances"
    return f"À ce rythme, {counted} sur\u00a010 d’atteindre le minimum."


def range_at_the_end(low: Euro, high: Euro) -> str:
    """« entre 420 € et 980 € », the end of a sentence."""
    return f"entre {low.format()} et {high.format()}" if low < high else f"autour de {high.format()}"


def advice(cause: Cause, since: datetime, now: datetime, missing: Euro) -> Advice:
    """What to try, in the voice of somebody who has seen many campaigns. Neither guilt nor false urgency."""
    days = _days(days_between(since, now))
    told = {
        Cause.FILES_WAITING: (
            f"Le dossier attend depuis {days}",
            "Un mot de vive voix à la direction ou au gestionnaire suffit souvent. Vous pouvez aussi renvoyer le lien.",
            "Voir qui a le dossier",
            Where.PROJECT,
        ),
        Cause.NO_FIRST_GIFT: (
            "Le premier don n’est pas encore là",
            "C’est le plus difficile. Écrivez à trois personnes qui connaissent la classe, chacune par son prénom.",
            "Voir par où commencer",
            Where.COACHING,
        ),
        Cause.NO_GIFT: (
            f"Pas de don depuis {days}",
            "C’est courant au milieu d’une collecte. Une nouvelle avec une photo la fait presque toujours repartir.",
            "Écrire une nouvelle",
            Where.NEWS,
        ),
        Cause.NO_NEWS: (
            f"Pas de nouvelle depuis {days}",
            "Ceux qui vous suivent aimeraient savoir. Trois phrases des élèves suffisent.",
            "Écrire une nouvelle",
            Where.NEWS,
        ),
        Cause.LAST_DAYS: (
            f"{_left(since, now)}, encore {missing.format()} jusqu’au minimum",
            "Dites à vos proches ce qui manque et le jour de la fin : beaucoup attendaient pour donner.",
            "Prévenir ceux qui vous suivent",
            Where.NEWS,
        ),
        Cause.THANKS_WAITING: (
            "Des donateurs attendent un merci",
            "Un dessin et trois lignes. Un donateur remercié parle du projet autour de lui.",
            "Remercier",
            Where.THANKS,
        ),
        Cause.NEAR_MINIMUM: (
            f"Plus que {missing.format()} jusqu’au minimum",
            "Le projet est tout près de se faire. C’est le bon moment pour le dire.",
            "L’annoncer",
            Where.NEWS,
        ),
        Cause.OPTIMUM_REACHED: (
            "L’optimum est atteint, bravo à toute la classe !",
            "Racontez-le à ceux qui ont donné, et gardez quelques photos : elles serviront au bilan.",
            "Remercier tout le monde",
            Where.THANKS,
        ),
        Cause.REPORT_DUE: (
            f"Le bilan est attendu depuis {days}",
            "Ce qui s’est passé, ce qui a été acheté, deux photos : vos donateurs aimeront le lire.",
            "Voir ce qu’il faut",
            Where.COACHING,
        ),
    }[cause]
    return Advice(*told)


@dataclass(frozen=True)
class Template:
    """A ready-made message. ``{prenom}``, ``{projet}`` and ``{coach}`` are replaced when it is opened."""

    key: str
    title: str
    text: str


TEMPLATES: tuple[Template, ...] = (
    Template(
        "welcome",
        "Faire connaissance",
        "Bonjour {prenom},\n\nJe m’appelle {coach} et j’accompagne « {projet} » jusqu’au bout. "
        "Qu’est-ce qui vous préoccupe le plus aujourd’hui ?\n\nÀ bientôt",
    ),
    Template(
        "restart",
        "Relancer une collecte calme",
        "Bonjour {prenom},\n\nLa collecte de « {projet} » fait une pause : c’est courant. "
        "Une nouvelle avec une photo, puis un mot à cinq personnes, et elle repart souvent. "
        "Voulez-vous qu’on l’écrive ensemble ?",
    ),
    Template(
        "news",
        "Encourager à donner des nouvelles",
        "Bonjour {prenom},\n\nQue fait la classe cette semaine pour « {projet} » ? "
        "Trois phrases des élèves suffisent : ceux qui vous suivent les attendent.",
    ),
    Template(
        "last_days",
        "Les derniers jours",
        "Bonjour {prenom},\n\nLa collecte de « {projet} » se termine bientôt. "
        "Dites à vos proches ce qui manque et le jour de la fin. Je reste disponible si vous voulez en parler.",
    ),
    Template(
        "bravo",
        "Féliciter",
        "Bonjour {prenom},\n\nBravo à toute la classe pour « {projet} » ! "
        "Pensez à remercier avec les élèves, et à garder les factures pour le bilan.",
    ),
)


def filled(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its names replaced; any other brace stays as it was typed."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _days(count: int) -> str:
    return f"{count}\u00a0jour{'s' if count > 1 else ''}" if count else "moins d’un jour"


def _left(closes_at: datetime, now: datetime) -> str:
    count = days_between(closes_at, now)
    return f"Plus que {_days(count)}" if count else "C’est le dernier jour"
