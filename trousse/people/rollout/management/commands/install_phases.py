"""``manage.py install_phases``: the two phases of the real rollout, March and September 2017."""

from typing import Any

from django.core.management.base import BaseCommand

from trousse.core.actors import Actor
from trousse.people.rollout.services import presets_install


class Command(BaseCommand):
    help = "Installe les deux phases de 2017 : le pilote (cinq académies, 50 projets), puis toute la France."

    def handle(self, *args: Any, **options: Any) -> None:
        made = presets_install(actor=Actor.system("install_phases"))
        self.stdout.write("\n".join(phase.name for phase in made) or "Les deux phases existent déjà.")
