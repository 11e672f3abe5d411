from typing import Any

from django.db import migrations


def incomes_of_reports(apps: Any, schema_editor: Any) -> None:
    """Until now what the budget planned besides the campaign counted as received: so it stays where that was published.

    A draft asks its holder.
    """
    report, row = apps.get_model("reports", "Report"), apps.get_model("reports", "ReportIncome")
    planned = apps.get_model("projects", "BudgetLine").objects.filter(side="income").order_by("order", "pk")
    for each in report.objects.select_related("campaign").iterator():
        row.objects.bulk_create(
            row(
                report=each,
                order=place,
                label=line.label,
                planned_cents=line.amount_cents,
                received_cents=line.amount_cents if each.state == "published" else None,
            )
            for place, line in enumerate(planned.filter(project_id=each.campaign.project_id))
        )


class Migration(migrations.Migration):
    dependencies = (("reports", "0003_versions_and_incomes"), ("projects", "0001_initial"))

    operations = (migrations.RunPython(incomes_of_reports, migrations.RunPython.noop),)
