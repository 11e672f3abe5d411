from typing import Any

from django.db import migrations
from django.db.models import Q


def one_class_each(apps: Any, schema_editor: Any) -> None:
    """Until now a project named its classes in one line: that line becomes its first class."""
    project, row = apps.get_model("projects", "Project"), apps.get_model("projects", "ProjectClass")
    told = project.objects.exclude(Q(levels=[]) & Q(classes_label="") & Q(pupils=None))
    row.objects.bulk_create(
        (
            row(project=each, name=each.classes_label[:120], levels=each.levels, pupils=each.pupils or None, order=0)
            for each in told.filter(classes=None).only("levels", "classes_label", "pupils").iterator()
        ),
        batch_size=1_000,
    )


class Migration(migrations.Migration):
    dependencies = (("projects", "0002_classes_and_calendar"),)

    operations = (migrations.RunPython(one_class_each, migrations.RunPython.noop),)
