from django.db import migrations, models
from django.utils import timezone


def keep_ids_that_were_sent(apps, schema_editor):
    # Without a row nothing was ever published, so no feed has sent an id.
    stamps = apps.get_model("catalog", "Stamp").objects.using(schema_editor.connection.alias)
    stamps.update(old_feed_ids_until=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ("catalog", "0030_verdict_not_applicable"),
    ]

    operations = [
        migrations.AddField(
            model_name="stamp",
            name="old_feed_ids_until",
            field=models.DateTimeField(
                editable=False,
                help_text="What was published until then keeps the id that feeds have sent for it.",
                null=True,
            ),
        ),
        migrations.RunPython(keep_ids_that_were_sent, migrations.RunPython.noop),
    ]
