from typing import Any

from django.db import migrations

LEVELS = {"maternelle": "Maternelle", "elementaire": "Élémentaire", "college": "Collège", "lycee": "Lycée"}


def several_of_each(apps: Any, _schema_editor: Any) -> None:
    """A criterion was one value: it becomes a list of one, with its name."""
    for fund in apps.get_model("funds", "Fund").objects.select_related("theme", "departement"):
        fund.themes = [fund.theme_id] if fund.theme_id else []
        fund.departements = [fund.departement_id] if fund.departement_id else []
        fund.level_groups = [fund.level_group] if fund.level_group else []
        words = (
            fund.theme.label if fund.theme else "",
            fund.departement.name if fund.departement else "",
            LEVELS.get(fund.level_group or "", ""),
        )
        fund.criteria_words = [word for word in words if word]
        fund.save()


def one_of_each(apps: Any, _schema_editor: Any) -> None:
    """Back to one value each. Fails on a fund that has more: nothing may be forgotten in silence."""
    for fund in apps.get_model("funds", "Fund").objects.all():
        lost = len(fund.themes) > 1 or len(fund.departements) > 1 or len(fund.level_groups) > 1
        if lost or fund.academies or fund.priorities or fund.zones or fund.kind == "patron":
            raise RuntimeError(f"fund {fund.pk} cannot be told with one theme, one département and one level")
        fund.theme_id = next(iter(fund.themes), None)
        fund.departement_id = next(iter(fund.departements), None)
        fund.level_group = next(iter(fund.level_groups), None)
        fund.save()


class Migration(migrations.Migration):
    dependencies = (("funds", "0003_criteria_of_any_combination"),)

    operations = (migrations.RunPython(several_of_each, one_of_each),)
