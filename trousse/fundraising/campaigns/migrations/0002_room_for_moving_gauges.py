from django.db import migrations

# A gift updates the gauge of its campaign, no indexed column: with free space left in each page, PostgreSQL writes the
# new version of the row beside the old one (heap-only tuple) and touches none of the indexes.
LEAVE_ROOM = "ALTER TABLE campaigns_campaign SET (fillfactor = 70)"
FILL_UP = "ALTER TABLE campaigns_campaign RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [migrations.RunSQL(LEAVE_ROOM, FILL_UP)]
