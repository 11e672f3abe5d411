from django.db import migrations

# The eight of the design, each with its colour and its picture, and the two that complete them.
THEMES = [
    ("botanique", "Nature et botanique"),
    ("robotique", "Sciences et robotique"),
    ("decouverte", "Classes de découverte"),
    ("scene", "Musique et théâtre"),
    ("mer", "Mer et environnement"),
    ("sport", "Sport et santé"),
    ("lecture", "Lecture et écriture"),
    ("echanges", "Échanges interculturels"),
    ("patrimoine", "Arts et patrimoine"),
    ("ensemble", "Vivre ensemble et inclusion"),
]


def add_themes(apps, schema_editor):
    theme = apps.get_model("projects", "Theme")
    theme.objects.bulk_create(
        [theme(slug=slug, label=label, order=order) for order, (slug, label) in enumerate(THEMES, start=1)],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [migrations.RunPython(add_themes, migrations.RunPython.noop)]
