"""A project waits, no longer a holder with a school: each wait takes the name of the draft it was for."""

from typing import Any

from django.db import migrations, models


def name_drafts(apps: Any, _schema_editor: Any) -> None:
    """The oldest draft of the holder in that school; without any, there is nothing left to wait for."""
    waits, projects = apps.get_model("rollout", "Waiting"), apps.get_model("projects", "Project")
    for wait in waits.objects.all():
        drafts = projects.objects.filter(holder=wait.user_id, school=wait.school_id, submitted_at=None)
        draft = drafts.order_by("pk").first()
        if draft is None:
            wait.delete()
        else:
            wait.key = f"project:{draft.pk}"
            wait.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("rollout", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="waiting", name="rollout_waits_once"),
        migrations.AddField(
            model_name="waiting",
            name="key",
            field=models.CharField(default="", max_length=40, verbose_name="projet"),
            preserve_default=False,
        ),
        migrations.RunPython(name_drafts, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="waiting",
            name="key",
            field=models.CharField(max_length=40, unique=True, verbose_name="projet"),
        ),
    ]
