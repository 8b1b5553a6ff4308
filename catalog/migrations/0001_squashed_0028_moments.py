"""Everything that 0001 to 0028 make, in one migration and in less than a tenth of their time.

The data migrations that bring rows of an older schema up to date (0006, 0012, 0018, 0021 and 0025)
have no part in it, because a new database has no rows. A database that has some of the 28 applied
runs the rest of them, and is then recorded as having run this one. The 28 go in the release after
the first one that has this file; then `replaces` goes, too.
"""

import catalog.images
import catalog.models.base
import catalog.validators
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

# The engines' own indexes hang on the tokens and follow every change of the table by themselves.
# SQLite makes a table anew when a migration alters it, and its triggers are gone then: such a
# migration calls `drop_index` and `make_index` again.
SQLITE = [
    # Nothing but whether a document holds a token is asked, so no positions are kept; tokens
    # are lower-cased letters and digits already, so nothing is left for a tokenizer to do.
    """
    CREATE VIRTUAL TABLE catalog_searchindex USING fts5(
        tokens, content='catalog_searchdocument', content_rowid='id',
        tokenize='ascii', detail=none, columnsize=0
    )
    """,
    """
    CREATE TRIGGER catalog_searchindex_insert AFTER INSERT ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
    """
    CREATE TRIGGER catalog_searchindex_delete AFTER DELETE ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
    END
    """,
    """
    CREATE TRIGGER catalog_searchindex_update AFTER UPDATE ON catalog_searchdocument BEGIN
        INSERT INTO catalog_searchindex(catalog_searchindex, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
        INSERT INTO catalog_searchindex(rowid, tokens) VALUES (new.id, new.tokens);
    END
    """,
]
POSTGRESQL = [
    """
    ALTER TABLE catalog_searchdocument ADD COLUMN lexemes tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED
    """,
    # No list of pending entries is kept beside the index: every search would have to read it.
    """
    CREATE INDEX search_document_lexemes ON catalog_searchdocument USING gin (lexemes)
        WITH (fastupdate = off)
    """,
    # The planner does not know what it costs to read the tokens of a long row, and would rather
    # look at a thousand rows than at the index. And it takes a function to give a thousand rows:
    # eight of them, it thought, are worth reading the whole table for.
    """
    CREATE FUNCTION catalog_search_documents(wanted tsquery, most integer) RETURNS SETOF bigint
        LANGUAGE sql STABLE ROWS 100 SET enable_seqscan = off SET enable_indexscan = off
        AS 'SELECT id FROM catalog_searchdocument WHERE lexemes @@ wanted LIMIT most'
    """,
]

KINDS = ("framework", "feature", "category", "article", "glossaryterm")
WRITING = ("write_zh", "write_en", "write_facts")
ROLES = {
    "translator-zh": ("write_zh",),
    "translator-en": ("write_en",),
    "editor": WRITING,
    "reviewer": (*WRITING, "review"),
    "administrator": (*WRITING, "review"),
}
# What everybody with a role may look at in the admin.
VIEWED = (
    *KINDS,
    *(f"{kind}revision" for kind in KINDS),
    *("assessment", "change", "combination", "component", "fact", "frameworkterm", "item"),
    *("package", "pair", "paper", "printedform", "printedname", "relation", "release"),
    *("section", "source", "statement", "term", "termvariant"),
)


def make_index(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER catalog_searchindex_{name}")
        schema_editor.execute("DROP TABLE catalog_searchindex")
    else:
        schema_editor.execute("DROP FUNCTION catalog_search_documents(tsquery, integer)")
        schema_editor.execute("ALTER TABLE catalog_searchdocument DROP COLUMN lexemes")


def make_groups(apps, schema_editor):
    """The groups of the roles, each with its rights and with the admin pages that these need."""
    # Permissions are otherwise made only after all migrations have run.
    for label in ("catalog", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    own = permissions.filter(content_type__app_label="catalog")
    for name, rights in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        codenames = [*rights, *(f"view_{model}" for model in VIEWED)]
        codenames += [f"change_{kind}revision" for kind in KINDS]
        if "write_facts" in rights:
            rows = (*KINDS, "source", "term")
            codenames += [f"{verb}_{row}" for verb in ("add", "change") for row in rows]
        if name == "administrator":
            codenames += ["delete_source", "delete_term"]
            group.permissions.add(*permissions.filter(content_type__app_label="auth"))
        group.permissions.add(*own.filter(codename__in=codenames))


class CreateModels(Operation):
    """Creates models as a list of `CreateModel` does, at a third of the cost.

    Django renders the classes of all related models again after each operation. Here all models
    are added first, and each class is rendered once.
    """

    def __init__(self, *operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "Create all models"


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('catalog', '0001_initial'),
        ('catalog', '0002_rights'),
        ('catalog', '0003_roles'),
        ('catalog', '0004_closed_doors'),
        ('catalog', '0005_schedule'),
        ('catalog', '0006_trash'),
        ('catalog', '0007_preview_links'),
        ('catalog', '0008_version'),
        ('catalog', '0009_findings'),
        ('catalog', '0010_glossary'),
        ('catalog', '0011_glossary_roles'),
        ('catalog', '0012_translation_marks'),
        ('catalog', '0013_reports'),
        ('catalog', '0014_log_of_lists'),
        ('catalog', '0015_pictures'),
        ('catalog', '0016_help_texts'),
        ('catalog', '0017_search'),
        ('catalog', '0018_translation_tally'),
        ('catalog', '0019_desk'),
        ('catalog', '0020_search_on_postgresql'),
        ('catalog', '0021_public_changes'),
        ('catalog', '0022_api_token'),
        ('catalog', '0023_kept_answer'),
        ('catalog', '0024_webhooks'),
        ('catalog', '0025_facets'),
        ('catalog', '0026_ready_documents'),
        ('catalog', '0027_search_rows'),
        ('catalog', '0028_moments'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='TranslationTally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term')], max_length=12, verbose_name='kind')),
                    ('slug', models.SlugField(max_length=80, verbose_name='entry')),
                    ('revision', models.PositiveIntegerField(verbose_name='revision')),
                    ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=8, verbose_name='language')),
                    ('state', models.CharField(choices=[('missing', 'missing'), ('stale', 'stale'), ('machine', 'by machine'), ('draft', 'draft'), ('reviewed', 'reviewed')], max_length=8, verbose_name='state of translation')),
                    ('texts', models.PositiveIntegerField(verbose_name='texts')),
                ],
                options={
                    'verbose_name': 'count of translations',
                    'verbose_name_plural': 'counts of translations',
                    'ordering': ['kind', 'slug', 'language', 'state'],
                    'indexes': [models.Index(fields=['language', 'state', 'kind', 'slug'], name='translation_tally_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'language', 'state'), name='translation_tally_once', violation_error_message='This count is there already.')],
                },
            ),
            migrations.CreateModel(
                name='IgnoredHint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term')], max_length=12, verbose_name='kind')),
                    ('slug', models.SlugField(max_length=80, verbose_name='entry')),
                    ('code', models.CharField(max_length=20, verbose_name='check')),
                    ('subject', models.CharField(blank=True, default='', max_length=120, verbose_name='about')),
                    ('zh', models.CharField(blank=True, max_length=16, verbose_name='Chinese text')),
                    ('en', models.CharField(blank=True, max_length=16, verbose_name='English text')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('at', models.DateTimeField(verbose_name='at')),
                ],
                options={
                    'verbose_name': 'ignored hint',
                    'verbose_name_plural': 'ignored hints',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'code', 'subject', 'zh', 'en'), name='ignored_hint_once', violation_error_message='This hint is ignored already.')],
                },
            ),
            migrations.CreateModel(
                name='Feature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Never changes: links hold on to it.', max_length=80, unique=True, verbose_name='slug')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('redirects_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='catalog.feature', verbose_name='redirects to')),
                ],
                options={
                    'verbose_name': 'feature',
                    'verbose_name_plural': 'features',
                    'ordering': ['slug'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FeatureRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('live', 'live'), ('superseded', 'superseded'), ('retired', 'taken down'), ('discarded', 'discarded')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                    ('go_live_at', models.DateTimeField(editable=False, null=True, verbose_name='goes live at')),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                    ('expire_at', models.DateTimeField(editable=False, null=True, verbose_name='expires at')),
                    ('live_until', models.DateTimeField(editable=False, null=True, verbose_name='live until')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('verified_on', models.DateField(blank=True, help_text='The day on which somebody last confirmed what this entry says.', null=True, verbose_name='verified on')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('name_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                    ('name_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                    ('summary_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='As the article explains it.', verbose_name='summary (Chinese)')),
                    ('summary_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='As the article explains it.', verbose_name='summary (English)')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='What readers must know beside it.', verbose_name='editors’ note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='What readers must know beside it.', verbose_name='editors’ note (English)')),
                    ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='position')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.feature', verbose_name='feature')),
                ],
                options={
                    'verbose_name': 'feature revision',
                    'verbose_name_plural': 'feature revisions',
                    'ordering': ['entry__slug', '-number'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='featurerevision_number_once', violation_error_message='This revision number is taken.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('go_live_at__isnull', False), _connector='OR'), name='featurerevision_schedule_has_time', violation_error_message='A scheduled revision needs a time.'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('entry',), name='featurerevision_one_live', violation_error_message='Another revision of this entry is live.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'scheduled'])), fields=('entry',), name='featurerevision_one_open', violation_error_message='Another revision of this entry is open.')],
                },
            ),
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Never changes: links hold on to it.', max_length=80, unique=True, verbose_name='slug')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('redirects_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='catalog.category', verbose_name='redirects to')),
                ],
                options={
                    'verbose_name': 'category',
                    'verbose_name_plural': 'categories',
                    'ordering': ['slug'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CategoryRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('live', 'live'), ('superseded', 'superseded'), ('retired', 'taken down'), ('discarded', 'discarded')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                    ('go_live_at', models.DateTimeField(editable=False, null=True, verbose_name='goes live at')),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                    ('expire_at', models.DateTimeField(editable=False, null=True, verbose_name='expires at')),
                    ('live_until', models.DateTimeField(editable=False, null=True, verbose_name='live until')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('verified_on', models.DateField(blank=True, help_text='The day on which somebody last confirmed what this entry says.', null=True, verbose_name='verified on')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('name_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                    ('name_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                    ('summary_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='As the article explains it.', verbose_name='summary (Chinese)')),
                    ('summary_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='As the article explains it.', verbose_name='summary (English)')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='What readers must know beside it.', verbose_name='editors’ note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='What readers must know beside it.', verbose_name='editors’ note (English)')),
                    ('position', models.PositiveSmallIntegerField(default=0, help_text='Smaller numbers come first.', verbose_name='position')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.category', verbose_name='category')),
                ],
                options={
                    'verbose_name': 'category revision',
                    'verbose_name_plural': 'category revisions',
                    'ordering': ['entry__slug', '-number'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='categoryrevision_number_once', violation_error_message='This revision number is taken.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('go_live_at__isnull', False), _connector='OR'), name='categoryrevision_schedule_has_time', violation_error_message='A scheduled revision needs a time.'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('entry',), name='categoryrevision_one_live', violation_error_message='Another revision of this entry is live.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'scheduled'])), fields=('entry',), name='categoryrevision_one_open', violation_error_message='Another revision of this entry is open.')],
                },
            ),
            migrations.CreateModel(
                name='Framework',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Never changes: links hold on to it.', max_length=80, unique=True, verbose_name='slug')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('redirects_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='catalog.framework', verbose_name='redirects to')),
                ],
                options={
                    'verbose_name': 'framework',
                    'verbose_name_plural': 'frameworks',
                    'ordering': ['slug'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FrameworkRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('live', 'live'), ('superseded', 'superseded'), ('retired', 'taken down'), ('discarded', 'discarded')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                    ('go_live_at', models.DateTimeField(editable=False, null=True, verbose_name='goes live at')),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                    ('expire_at', models.DateTimeField(editable=False, null=True, verbose_name='expires at')),
                    ('live_until', models.DateTimeField(editable=False, null=True, verbose_name='live until')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('verified_on', models.DateField(blank=True, help_text='The day on which somebody last confirmed what this entry says.', null=True, verbose_name='verified on')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.framework', verbose_name='framework')),
                    ('name', catalog.models.base.PlainCharField(max_length=120, verbose_name='name')),
                    ('chinese_name', catalog.models.base.PlainCharField(blank=True, default='', help_text='Printed as official only when its fact has high confidence.', max_length=120, verbose_name='Chinese name')),
                    ('summary_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='One or two sentences: what it is, and what it is for.', verbose_name='summary (Chinese)')),
                    ('summary_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='One or two sentences: what it is, and what it is for.', verbose_name='summary (English)')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('high_level_interface', 'high-level interface'), ('extension', 'extension'), ('distributed_addon', 'distributed add-on'), ('platform', 'platform'), ('api_within', 'API within another framework'), ('not_found', 'not found')], help_text='What it is by its own documents; “not found” keeps a name without a thing.', max_length=24, verbose_name='kind')),
                    ('developer_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='Who makes it, those who began it first.', max_length=300, verbose_name='developer (Chinese)')),
                    ('developer_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='Who makes it, those who began it first.', max_length=300, verbose_name='developer (English)')),
                    ('status', models.CharField(choices=[('active', 'active'), ('maintenance', 'maintenance only'), ('inactive', 'inactive (no announcement)'), ('archived', 'archived'), ('retired', 'retired'), ('unknown', 'unknown')], default='unknown', help_text='Retired only where its owners say so; a project that is silent is inactive.', max_length=12, verbose_name='status')),
                    ('status_since', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='status as of')),
                    ('licence', catalog.models.base.PlainCharField(blank=True, default='', help_text='An SPDX identifier, such as Apache-2.0.', max_length=80, verbose_name='licence')),
                    ('execution_model', models.CharField(choices=[('static', 'static graph'), ('dynamic', 'dynamic graph'), ('both', 'static and dynamic'), ('depends_on_backend', 'depends on the back end'), ('not_applicable', 'not applicable'), ('unknown', 'unknown')], default='unknown', max_length=20, verbose_name='execution model')),
                    ('distributed_training', models.CharField(choices=[('yes', 'yes'), ('partial', 'partial (several GPUs in one machine)'), ('no', 'no'), ('not_applicable', 'not applicable'), ('unknown', 'unknown')], default='unknown', max_length=16, verbose_name='distributed training')),
                    ('homepage_url', models.URLField(blank=True, default='', verbose_name='home page')),
                    ('repository', catalog.models.base.PlainCharField(blank=True, default='', help_text='owner/name', max_length=200, validators=[django.core.validators.RegexValidator('^[\\w.-]+/[\\w.-]+$', 'Write it as owner/name.')], verbose_name='repository')),
                    ('documentation_url', models.URLField(blank=True, default='', verbose_name='documentation')),
                ],
                options={
                    'verbose_name': 'framework revision',
                    'verbose_name_plural': 'framework revisions',
                    'ordering': ['entry__slug', '-number'],
                    'abstract': False,
                    'indexes': [models.Index(models.F('state'), django.db.models.functions.text.Lower('name'), models.F('id'), name='framework_live_in_order')],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='frameworkrevision_number_once', violation_error_message='This revision number is taken.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('go_live_at__isnull', False), _connector='OR'), name='frameworkrevision_schedule_has_time', violation_error_message='A scheduled revision needs a time.'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('entry',), name='frameworkrevision_one_live', violation_error_message='Another revision of this entry is live.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'scheduled'])), fields=('entry',), name='frameworkrevision_one_open', violation_error_message='Another revision of this entry is open.')],
                },
            ),
            migrations.CreateModel(
                name='Article',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Never changes: links hold on to it.', max_length=80, unique=True, verbose_name='slug')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('redirects_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='catalog.article', verbose_name='redirects to')),
                ],
                options={
                    'verbose_name': 'article',
                    'verbose_name_plural': 'articles',
                    'ordering': ['slug'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ArticleRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('live', 'live'), ('superseded', 'superseded'), ('retired', 'taken down'), ('discarded', 'discarded')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                    ('go_live_at', models.DateTimeField(editable=False, null=True, verbose_name='goes live at')),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                    ('expire_at', models.DateTimeField(editable=False, null=True, verbose_name='expires at')),
                    ('live_until', models.DateTimeField(editable=False, null=True, verbose_name='live until')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('verified_on', models.DateField(blank=True, help_text='The day on which somebody last confirmed what this entry says.', null=True, verbose_name='verified on')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.article', verbose_name='article')),
                    ('title_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='title (Chinese)')),
                    ('title_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='title (English)')),
                    ('summary_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='summary (Chinese)')),
                    ('summary_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='summary (English)')),
                    ('translation_note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note on the translation (Chinese)')),
                    ('translation_note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note on the translation (English)')),
                    ('first_line', models.CharField(blank=True, default='', editable=False, max_length=200, verbose_name='first line, verbatim')),
                    ('line_count', models.PositiveIntegerField(default=1, editable=False, verbose_name='lines in the source')),
                    ('sha256', models.CharField(blank=True, default='', editable=False, max_length=64, verbose_name='SHA-256 of the source')),
                ],
                options={
                    'verbose_name': 'article revision',
                    'verbose_name_plural': 'article revisions',
                    'ordering': ['entry__slug', '-number'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='articlerevision_number_once', violation_error_message='This revision number is taken.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('go_live_at__isnull', False), _connector='OR'), name='articlerevision_schedule_has_time', violation_error_message='A scheduled revision needs a time.'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('entry',), name='articlerevision_one_live', violation_error_message='Another revision of this entry is live.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'scheduled'])), fields=('entry',), name='articlerevision_one_open', violation_error_message='Another revision of this entry is open.')],
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.CharField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('\\A[A-Za-z0-9_.-]+\\Z', 'Use letters without accents, digits, dots, hyphens and underscores only.')], verbose_name='identifier')),
                    ('kind', models.CharField(choices=[('repository_file', 'file in a repository'), ('repository_history', 'tags and commits of a repository'), ('indexed_file', 'file read in an index'), ('web_page', 'web page'), ('search', 'search that found nothing'), ('local_file', 'local file')], max_length=20, verbose_name='kind')),
                    ('title', catalog.models.base.PlainCharField(max_length=300, verbose_name='title')),
                    ('locator', catalog.models.base.PlainCharField(help_text='Where exactly it was read.', max_length=400, verbose_name='locator')),
                    ('url', models.URLField(blank=True, default='', max_length=400, verbose_name='address')),
                    ('publisher', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='publisher')),
                    ('repository', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='repository')),
                    ('path', catalog.models.base.PlainCharField(blank=True, default='', max_length=300, verbose_name='path')),
                    ('commit', catalog.models.base.PlainCharField(blank=True, default='', max_length=40, verbose_name='commit')),
                    ('file_last_changed_in', catalog.models.base.PlainCharField(blank=True, default='', max_length=40, verbose_name='commit that last changed it')),
                    ('revision', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='branch or tag')),
                    ('what', catalog.models.base.PlainCharField(blank=True, default='', max_length=500, verbose_name='what was read')),
                    ('dated', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='date of the document')),
                    ('date_means', catalog.models.base.PlainCharField(blank=True, default='', max_length=300, verbose_name='what that date is')),
                    ('accessed_on', models.DateField(help_text='A later reading of the same document is a new source.', verbose_name='read on')),
                    ('note', catalog.models.base.PlainCharField(blank=True, default='', max_length=500, verbose_name='note')),
                ],
                options={
                    'verbose_name': 'source',
                    'verbose_name_plural': 'sources',
                    'ordering': ['slug'],
                },
            ),
            migrations.CreateModel(
                name='PrintedName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='printed_names', to='catalog.articlerevision')),
                    ('slug', models.SlugField(max_length=120, verbose_name='slug')),
                    ('text', catalog.models.base.PlainCharField(max_length=200, verbose_name='as printed')),
                    ('identity', models.CharField(choices=[('framework', 'a framework'), ('component_of', 'a component of another framework'), ('alias', 'another name of a framework'), ('combination', 'a combination of names'), ('not_found', 'not found')], help_text='What the name means in fact, not what the article takes it for.', max_length=16, verbose_name='denotes')),
                    ('rationale_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (Chinese)')),
                    ('rationale_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'printed name',
                    'verbose_name_plural': 'printed names',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('revision', 'slug'), name='printed_name_slug_once', violation_error_message='This slug is taken in the article.'), models.UniqueConstraint(fields=('revision', 'text'), name='printed_name_text_once', violation_error_message='This name is already listed.')],
                },
            ),
            migrations.CreateModel(
                name='Component',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('printed_name', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='components', to='catalog.printedname')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                    ('text', catalog.models.base.PlainCharField(max_length=120, verbose_name='as printed')),
                    ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_in', to='catalog.framework', verbose_name='framework')),
                ],
                options={
                    'verbose_name': 'component',
                    'verbose_name_plural': 'components',
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('printed_name', 'position'), name='component_position_once', violation_error_message='This position is taken.')],
                },
            ),
            migrations.CreateModel(
                name='Combination',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('printed_name', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='combination', to='catalog.printedname', verbose_name='printed name')),
                    ('verdict', models.CharField(choices=[('supported', 'supported'), ('partly', 'partly'), ('contradicted', 'contradicted'), ('outdated', 'outdated'), ('no_evidence', 'no evidence')], help_text='Supported: sources bear it out. Partly: with limits. Contradicted: they say otherwise. Outdated: it was so once. No evidence: nothing was found.', max_length=12, verbose_name='verdict')),
                    ('since', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='since')),
                    ('rationale_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (Chinese)')),
                    ('rationale_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'combination',
                    'verbose_name_plural': 'combinations',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Pair',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('combination', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='pairs', to='catalog.combination')),
                    ('a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.framework', verbose_name='first')),
                    ('b', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.framework', verbose_name='second')),
                    ('role', models.CharField(choices=[('main', 'first name with another'), ('between_others', 'between the others')], default='main', max_length=16, verbose_name='role')),
                    ('verdict', models.CharField(choices=[('supported', 'supported'), ('partly', 'partly'), ('contradicted', 'contradicted'), ('outdated', 'outdated'), ('no_evidence', 'no evidence')], help_text='Supported: sources bear it out. Partly: with limits. Contradicted: they say otherwise. Outdated: it was so once. No evidence: nothing was found.', max_length=12, verbose_name='verdict')),
                    ('since', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='since')),
                    ('rationale_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (Chinese)')),
                    ('rationale_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'pair',
                    'verbose_name_plural': 'pairs',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('combination', 'a', 'b'), name='pair_once_per_combination', violation_error_message='This pair is already judged here.'), models.CheckConstraint(condition=models.Q(('a', models.F('b')), _negated=True), name='pair_of_two', violation_error_message='A pair needs two different frameworks.')],
                },
            ),
            migrations.CreateModel(
                name='Section',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='catalog.articlerevision')),
                    ('number', catalog.models.base.PlainCharField(max_length=20, verbose_name='number')),
                    ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                    ('source_line', models.PositiveIntegerField(verbose_name='line in the source')),
                    ('raw', models.TextField(verbose_name='verbatim line')),
                    ('heading_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='heading (Chinese)')),
                    ('heading_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='heading (English)')),
                ],
                options={
                    'verbose_name': 'section',
                    'verbose_name_plural': 'sections',
                    'ordering': ['source_line'],
                    'constraints': [models.UniqueConstraint(fields=('revision', 'number'), name='section_number_once', violation_error_message='This section number is taken.')],
                },
            ),
            migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('section', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='catalog.section')),
                    ('kind', models.CharField(choices=[('paragraph', 'paragraph'), ('point', 'numbered point'), ('row', 'framework row')], max_length=10, verbose_name='kind')),
                    ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                    ('source_line', models.PositiveIntegerField(verbose_name='line in the source')),
                    ('raw', models.TextField(verbose_name='verbatim line')),
                    ('term_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='term (Chinese)')),
                    ('term_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='term (English)')),
                    ('body_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='text (Chinese)')),
                    ('body_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='text (English)')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='editors’ note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='editors’ note (English)')),
                    ('feature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalog.feature', verbose_name='feature')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalog.category', verbose_name='category')),
                    ('printed_name', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalog.printedname', verbose_name='printed name')),
                    ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='repetitions', to='catalog.item', verbose_name='repeats')),
                    ('is_truncated', models.BooleanField(default=False, verbose_name='cut off in the source')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'item',
                    'verbose_name_plural': 'items',
                    'ordering': ['source_line'],
                    'constraints': [models.UniqueConstraint(fields=('section', 'source_line'), name='item_line_once', violation_error_message='This line already has an item.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'row'), ('number__isnull', False), ('printed_name__isnull', False)), models.Q(models.Q(('kind', 'row'), _negated=True), ('printed_name__isnull', True)), _connector='OR'), name='rows_and_only_rows_print_a_name', violation_error_message='A row needs its number and the name that it prints; nothing else has a name.')],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='catalog.item')),
                    ('kind', models.CharField(choices=[('developer', 'who developed it'), ('open_source_framework', 'that it is an open-source framework'), ('description', 'what it is'), ('feature', 'a feature'), ('portability', 'that it runs on different hardware and systems')], max_length=24, verbose_name='claim')),
                    ('feature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='catalog.feature', verbose_name='feature')),
                    ('verdict', models.CharField(choices=[('supported', 'supported'), ('partly', 'partly'), ('contradicted', 'contradicted'), ('outdated', 'outdated'), ('no_evidence', 'no evidence')], help_text='Supported: sources bear it out. Partly: with limits. Contradicted: they say otherwise. Outdated: it was so once. No evidence: nothing was found.', max_length=12, verbose_name='verdict')),
                    ('rationale_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (Chinese)')),
                    ('rationale_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'statement',
                    'verbose_name_plural': 'statements',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('item', 'kind', 'feature'), name='statement_once_per_feature', violation_error_message='This claim is already judged here.'), models.UniqueConstraint(condition=models.Q(('feature__isnull', True)), fields=('item', 'kind'), name='statement_once_per_item', violation_error_message='This claim is already judged here.')],
                },
            ),
            migrations.CreateModel(
                name='ApiToken',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('scopes', models.JSONField(default=list, verbose_name='scopes')),
                    ('start', models.CharField(max_length=12, verbose_name='begins with')),
                    ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(verbose_name='created at')),
                    ('expires_at', models.DateTimeField(verbose_name='expires at')),
                    ('last_used_at', models.DateTimeField(null=True, verbose_name='last used')),
                    ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                    ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
                ],
                options={
                    'verbose_name': 'API token',
                    'verbose_name_plural': 'API tokens',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Change',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term'), ('source', 'source'), ('term', 'term')], max_length=12, verbose_name='kind')),
                    ('slug', models.CharField(max_length=100, verbose_name='entry')),
                    ('revision', models.PositiveIntegerField(null=True, verbose_name='revision')),
                    ('action', models.CharField(choices=[('open_draft', 'draft opened'), ('edit', 'edited'), ('submit', 'submitted for review'), ('schedule', 'scheduled'), ('withdraw', 'taken back to draft'), ('publish', 'published'), ('discard', 'discarded'), ('revert', 'reverted to an earlier revision'), ('share', 'preview link made'), ('unshare', 'preview link revoked'), ('set_expiry', 'expiry set'), ('expire', 'expired'), ('trash', 'moved to the trash'), ('restore', 'restored from the trash'), ('ignore_hint', 'hint ignored'), ('heed_hint', 'hint not ignored any more'), ('add', 'added'), ('delete', 'deleted')], max_length=12, verbose_name='action')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('token', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.apitoken', verbose_name='token')),
                    ('at', models.DateTimeField(verbose_name='at')),
                    ('summary', models.CharField(blank=True, default='', max_length=300, verbose_name='reason')),
                    ('values', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='before and after')),
                ],
                options={
                    'verbose_name': 'change',
                    'verbose_name_plural': 'changes',
                    'ordering': ['-pk'],
                    'permissions': [('write_zh', 'Can write Chinese texts'), ('write_en', 'Can write English texts'), ('write_facts', 'Can write facts, rows and sources, and open new entries'), ('review', 'Can publish and discard what others wrote'), ('publish_own', 'Can publish what nobody else has reviewed')],
                    'indexes': [models.Index(fields=['kind', 'slug'], name='change_of_entry'), models.Index(fields=['at'], name='change_by_moment'), models.Index(fields=['action', 'at'], name='change_of_action')],
                },
            ),
            migrations.CreateModel(
                name='Autosave',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('kind', models.CharField(max_length=40, verbose_name='kind')),
                    ('slug', models.CharField(max_length=80, verbose_name='entry')),
                    ('number', models.PositiveIntegerField(verbose_name='revision')),
                    ('page', models.CharField(max_length=80, verbose_name='page')),
                    ('opening', models.CharField(editable=False, max_length=32, verbose_name='opening')),
                    ('fields', models.JSONField(editable=False, verbose_name='fields')),
                    ('is_refused', models.BooleanField(default=False, verbose_name='its save was refused')),
                    ('saved_at', models.DateTimeField(verbose_name='saved at')),
                ],
                options={
                    'verbose_name': 'unsaved text',
                    'verbose_name_plural': 'unsaved texts',
                    'ordering': ['-saved_at', '-pk'],
                    'indexes': [models.Index(fields=['kind', 'slug'], name='autosave_of_entry')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'page', 'opening'), name='autosave_once_per_opening', violation_error_message='This text is kept already.')],
                },
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user')),
                    ('kind', models.CharField(max_length=40, verbose_name='kind')),
                    ('slug', models.CharField(max_length=80, verbose_name='entry')),
                    ('number', models.PositiveIntegerField(verbose_name='revision')),
                    ('seen_at', models.DateTimeField(verbose_name='last seen')),
                ],
                options={
                    'verbose_name': 'presence',
                    'verbose_name_plural': 'presences',
                    'ordering': ['-seen_at', '-pk'],
                    'indexes': [models.Index(fields=['kind', 'slug', 'number'], name='presence_of_revision')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'slug', 'number'), name='presence_once_per_revision', violation_error_message='This person is there already.')],
                },
            ),
            migrations.CreateModel(
                name='FacetValue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('facet', models.CharField(blank=True, max_length=24, verbose_name='facet')),
                    ('value', models.CharField(blank=True, max_length=120, verbose_name='value')),
                    ('number', models.PositiveIntegerField(default=0, verbose_name='frameworks')),
                    ('members', models.BinaryField(default=b'')),
                ],
                options={
                    'verbose_name': 'value of a facet',
                    'verbose_name_plural': 'values of facets',
                    'ordering': ['facet', 'value'],
                    'constraints': [models.UniqueConstraint(fields=('facet', 'value'), name='facet_value_once', violation_error_message='This value is there already.')],
                },
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('dead_link', 'dead link'), ('moved_link', 'moved link'), ('new_release', 'new release'), ('reader_report', 'reader’s report')], max_length=16, verbose_name='kind')),
                    ('about', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term'), ('source', 'source')], max_length=12, verbose_name='about')),
                    ('slug', models.CharField(max_length=80, verbose_name='entry or source')),
                    ('pointer', models.CharField(blank=True, default='', help_text='A JSON pointer (RFC 6901) into the entry or source.', max_length=700, verbose_name='place')),
                    ('detail', models.JSONField(blank=True, default=dict, verbose_name='detail')),
                    ('text', catalog.models.base.PlainTextField(blank=True, default='', max_length=2000, verbose_name='reader’s words')),
                    ('reporter', models.CharField(blank=True, default='', editable=False, max_length=32)),
                    ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                    ('last_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last seen')),
                    ('state', models.CharField(choices=[('open', 'open'), ('resolved', 'resolved'), ('dismissed', 'dismissed')], default='open', max_length=12, verbose_name='state')),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='closed by')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                    ('reason', models.CharField(blank=True, default='', max_length=300, verbose_name='reason')),
                ],
                options={
                    'verbose_name': 'finding',
                    'verbose_name_plural': 'findings',
                    'ordering': ['-last_seen_at', '-pk'],
                    'indexes': [models.Index(fields=['state', 'kind'], name='finding_by_state')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open'), models.Q(('kind', 'reader_report'), _negated=True)), fields=('kind', 'about', 'slug', 'pointer'), name='finding_open_once', violation_error_message='This finding is open already.'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='finding_closed_has_time', violation_error_message='A closed finding needs the time of its closing.')],
                },
            ),
            migrations.CreateModel(
                name='LinkCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('url', models.CharField(max_length=800, unique=True, verbose_name='address')),
                    ('checked_at', models.DateTimeField(verbose_name='checked at')),
                    ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='status')),
                    ('failure', models.CharField(blank=True, choices=[('gone', 'not there any more'), ('server_error', 'error of the server'), ('unresolved', 'unknown host name'), ('unreachable', 'no connection'), ('tls', 'no trustworthy encryption'), ('timeout', 'no answer in time'), ('redirects', 'too many redirects'), ('private', 'an address that is not public'), ('malformed', 'not an address that can be opened')], default='', max_length=16, verbose_name='failure')),
                    ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row')),
                    ('final_url', models.CharField(blank=True, default='', max_length=2000, verbose_name='led to')),
                    ('moved_to', models.CharField(blank=True, default='', max_length=2000, verbose_name='moved for good to')),
                    ('retry_at', models.DateTimeField(blank=True, null=True, verbose_name='not before')),
                ],
                options={
                    'verbose_name': 'checked link',
                    'verbose_name_plural': 'checked links',
                    'ordering': ['-checked_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Fact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('field', models.CharField(choices=[('name', 'name'), ('chinese_name', 'Chinese name'), ('developer', 'developer'), ('status', 'status'), ('first_release', 'first release'), ('latest_release', 'latest release'), ('licence', 'licence'), ('implementation_languages', 'written in'), ('user_languages', 'usable from'), ('platforms', 'platforms'), ('accelerators', 'accelerators'), ('execution_model', 'execution model'), ('distributed_training', 'distributed training'), ('homepage', 'home page'), ('repository', 'repository'), ('documentation', 'documentation'), ('packages', 'packages'), ('papers', 'papers')], help_text='Each fact once; its value stands in the field of that name.', max_length=24, verbose_name='fact')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'fact',
                    'verbose_name_plural': 'facts',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('revision', 'field'), name='fact_once_per_field', violation_error_message='This fact is already there; edit that one.')],
                },
            ),
            migrations.CreateModel(
                name='PrintedForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='printed_forms', to='catalog.frameworkrevision')),
                    ('text', catalog.models.base.PlainCharField(max_length=120, verbose_name='spelling')),
                ],
                options={
                    'verbose_name': 'spelling',
                    'verbose_name_plural': 'spellings',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('role', models.CharField(choices=[('first', 'first release'), ('latest', 'latest release'), ('other', 'release')], max_length=8, verbose_name='role')),
                    ('version', catalog.models.base.PlainCharField(blank=True, default='', help_text='As its publisher writes it.', max_length=60, verbose_name='version')),
                    ('released_on', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='released on')),
                    ('what_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=300, verbose_name='what it was (Chinese)')),
                    ('what_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=300, verbose_name='what it was (English)')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'release',
                    'verbose_name_plural': 'releases',
                    'ordering': ['released_on', 'pk'],
                    'indexes': [models.Index(fields=['released_on', 'id'], name='release_by_day')],
                },
            ),
            migrations.CreateModel(
                name='Package',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('registry', catalog.models.base.PlainCharField(max_length=40, verbose_name='registry')),
                    ('name', catalog.models.base.PlainCharField(max_length=120, verbose_name='name')),
                    ('version', catalog.models.base.PlainCharField(blank=True, default='', help_text='As its publisher writes it.', max_length=60, verbose_name='version')),
                    ('released_on', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='released on')),
                    ('rank', models.PositiveIntegerField(blank=True, help_text='Place among the most downloaded packages; empty outside them.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='download rank')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'package',
                    'verbose_name_plural': 'packages',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('title', catalog.models.base.PlainCharField(max_length=300, verbose_name='title')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('venue', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='venue')),
                    ('arxiv', catalog.models.base.PlainCharField(blank=True, default='', help_text='Such as 1605.08695.', max_length=20, verbose_name='arXiv number')),
                    ('doi', catalog.models.base.PlainCharField(blank=True, default='', help_text='Begins with 10.', max_length=120, verbose_name='DOI')),
                    ('url', models.URLField(blank=True, default='', max_length=400, verbose_name='address')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'paper',
                    'verbose_name_plural': 'papers',
                    'ordering': ['year', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Relation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('type', models.CharField(choices=[('built_on', 'built on'), ('part_of', 'part of'), ('interface_to', 'interface to'), ('superseded_by', 'superseded by'), ('merged_into', 'merged into'), ('successor_of', 'successor of'), ('backend_of', 'back end of'), ('uses', 'uses'), ('influenced_by', 'influenced by'), ('exchanges_models_with', 'exchanges models with (ONNX)'), ('adapted_for', 'adapted for'), ('confused_with', 'possibly confused with')], help_text='Read it as a sentence: this framework, the type, the target. Only once.', max_length=24, verbose_name='type')),
                    ('target', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incoming_relations', to='catalog.framework', verbose_name='target')),
                    ('target_name', catalog.models.base.PlainCharField(blank=True, default='', help_text='Only where no entry exists.', max_length=120, verbose_name='target without an entry')),
                    ('since', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='since')),
                    ('until', models.CharField(blank=True, default='', help_text='As precise as is known: 2015, 2015-11 or 2015-11-09.', max_length=10, validators=[catalog.validators.validate_partial_date], verbose_name='until')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='note (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'relation',
                    'verbose_name_plural': 'relations',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', False), ('target_name', '')), models.Q(('target__isnull', True), models.Q(('target_name', ''), _negated=True)), _connector='OR'), name='relation_has_one_target', violation_error_message='Choose a target, or name one that has no entry.')],
                },
            ),
            migrations.CreateModel(
                name='Assessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='catalog.frameworkrevision')),
                    ('feature', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='catalog.feature', verbose_name='feature')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='catalog.category', verbose_name='category')),
                    ('verdict', models.CharField(choices=[('supported', 'supported'), ('partly', 'partly'), ('contradicted', 'contradicted'), ('outdated', 'outdated'), ('no_evidence', 'no evidence')], help_text='Supported: sources bear it out. Partly: with limits. Contradicted: they say otherwise. Outdated: it was so once. No evidence: nothing was found.', max_length=12, verbose_name='verdict')),
                    ('rationale_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (Chinese)')),
                    ('rationale_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='Why, so that a reader can check it against the sources.', verbose_name='rationale (English)')),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'assessment',
                    'verbose_name_plural': 'assessments',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('category__isnull', True), ('feature__isnull', False)), models.Q(('category__isnull', False), ('feature__isnull', True)), _connector='OR'), name='assessment_has_one_subject', violation_error_message='Choose a feature or a category, not both.'), models.UniqueConstraint(fields=('revision', 'feature'), name='assessment_once_per_feature', violation_error_message='This feature is already assessed here.'), models.UniqueConstraint(fields=('revision', 'category'), name='assessment_once_per_category', violation_error_message='This category is already assessed here.')],
                },
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('facet', models.CharField(choices=[('developer', 'developer'), ('implementation_language', 'written in'), ('user_language', 'usable from'), ('platform', 'platform'), ('accelerator', 'accelerator')], max_length=24, verbose_name='facet')),
                    ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                    ('name_zh', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (Chinese)')),
                    ('name_en', catalog.models.base.PlainCharField(blank=True, default='', max_length=200, verbose_name='name (English)')),
                ],
                options={
                    'verbose_name': 'term',
                    'verbose_name_plural': 'terms',
                    'ordering': ['facet', 'slug'],
                    'constraints': [models.UniqueConstraint(fields=('facet', 'slug'), name='term_once_per_facet', violation_error_message='This facet has the term already.')],
                },
            ),
            migrations.CreateModel(
                name='FrameworkTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='catalog.frameworkrevision')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='catalog.term', verbose_name='term')),
                    ('detail_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='Only what narrows the term, such as “since 2.0”.', max_length=200, verbose_name='detail (Chinese)')),
                    ('detail_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='Only what narrows the term, such as “since 2.0”.', max_length=200, verbose_name='detail (English)')),
                ],
                options={
                    'verbose_name': 'framework term',
                    'verbose_name_plural': 'framework terms',
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='GlossaryTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='Never changes: links hold on to it.', max_length=80, unique=True, verbose_name='slug')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('redirects_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redirects', to='catalog.glossaryterm', verbose_name='redirects to')),
                ],
                options={
                    'verbose_name': 'glossary term',
                    'verbose_name_plural': 'glossary terms',
                    'ordering': ['slug'],
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='GlossaryTermRevision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                    ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                    ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('scheduled', 'scheduled'), ('live', 'live'), ('superseded', 'superseded'), ('retired', 'taken down'), ('discarded', 'discarded')], default='draft', editable=False, max_length=12, verbose_name='state')),
                    ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='saved at')),
                    ('go_live_at', models.DateTimeField(editable=False, null=True, verbose_name='goes live at')),
                    ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published at')),
                    ('expire_at', models.DateTimeField(editable=False, null=True, verbose_name='expires at')),
                    ('live_until', models.DateTimeField(editable=False, null=True, verbose_name='live until')),
                    ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('verified_on', models.DateField(blank=True, help_text='The day on which somebody last confirmed what this entry says.', null=True, verbose_name='verified on')),
                    ('confidence', models.CharField(blank=True, choices=[('high', 'high'), ('medium', 'medium'), ('low', 'low')], default='', help_text='High: a primary source says it. Medium: a good secondary one does. Low: inferred.', max_length=6, verbose_name='confidence')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalog.glossaryterm', verbose_name='glossary term')),
                    ('name_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='The word that texts should use.', max_length=200, verbose_name='name (Chinese)')),
                    ('name_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='The word that texts should use.', max_length=200, verbose_name='name (English)')),
                    ('definition_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='One to three sentences.', verbose_name='definition (Chinese)')),
                    ('definition_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='One to three sentences.', verbose_name='definition (English)')),
                    ('note_zh', catalog.models.base.PlainTextField(blank=True, default='', help_text='What translators must know beside it.', verbose_name='usage note (Chinese)')),
                    ('note_en', catalog.models.base.PlainTextField(blank=True, default='', help_text='What translators must know beside it.', verbose_name='usage note (English)')),
                    ('sort_key_zh', models.CharField(default='', editable=False, max_length=255)),
                    ('sort_key_en', models.CharField(default='', editable=False, max_length=255)),
                    ('sources', models.ManyToManyField(blank=True, help_text='All that it rests on. The day in brackets is when the source was read.', related_name='%(class)ss', to='catalog.source', verbose_name='sources')),
                ],
                options={
                    'verbose_name': 'glossary term revision',
                    'verbose_name_plural': 'glossary term revisions',
                    'ordering': ['entry__slug', '-number'],
                    'abstract': False,
                    'indexes': [models.Index(fields=['state', 'sort_key_zh'], name='glossary_live_in_chinese'), models.Index(fields=['state', 'sort_key_en'], name='glossary_live_in_english')],
                    'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='glossarytermrevision_number_once', violation_error_message='This revision number is taken.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('go_live_at__isnull', False), _connector='OR'), name='glossarytermrevision_schedule_has_time', violation_error_message='A scheduled revision needs a time.'), models.UniqueConstraint(condition=models.Q(('state', 'live')), fields=('entry',), name='glossarytermrevision_one_live', violation_error_message='Another revision of this entry is live.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'scheduled'])), fields=('entry',), name='glossarytermrevision_one_open', violation_error_message='Another revision of this entry is open.')],
                },
            ),
            migrations.CreateModel(
                name='TermVariant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='catalog.glossarytermrevision')),
                    ('language', models.CharField(choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=8, verbose_name='language')),
                    ('text', catalog.models.base.PlainCharField(max_length=120, verbose_name='word')),
                    ('standing', models.CharField(choices=[('synonym', 'synonym'), ('abbreviation', 'abbreviation'), ('forbidden', 'not to be used')], max_length=12, verbose_name='standing')),
                    ('note_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='Why it is not to be used.', max_length=300, verbose_name='note (Chinese)')),
                    ('note_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='Why it is not to be used.', max_length=300, verbose_name='note (English)')),
                ],
                options={
                    'verbose_name': 'variant',
                    'verbose_name_plural': 'variants',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('revision', 'language', 'text'), name='variant_once_per_language', violation_error_message='This variant is already there; edit that one.')],
                },
            ),
            migrations.CreateModel(
                name='KeptAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalog.apitoken', verbose_name='token')),
                    ('key', models.CharField(max_length=255, verbose_name='key')),
                    ('request', models.CharField(max_length=64, verbose_name='request')),
                    ('status', models.PositiveSmallIntegerField(null=True, verbose_name='status')),
                    ('headers', models.JSONField(default=dict, verbose_name='headers')),
                    ('body', models.TextField(blank=True, default='', verbose_name='answer')),
                    ('created_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='created at')),
                ],
                options={
                    'verbose_name': 'kept answer',
                    'verbose_name_plural': 'kept answers',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='kept_answer_once_per_key', violation_error_message='This key was used already.')],
                },
            ),
            migrations.CreateModel(
                name='FrameworkPicture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('file', catalog.models.base.PlainCharField(editable=False, max_length=80, validators=[catalog.images.validate_stored], verbose_name='file')),
                    ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the file')),
                    ('width', models.PositiveIntegerField(editable=False, verbose_name='width in pixels')),
                    ('height', models.PositiveIntegerField(editable=False, verbose_name='height in pixels')),
                    ('is_decorative', models.BooleanField(default=False, help_text='Shows nothing that the text does not say; screen readers pass over it.', verbose_name='decorative')),
                    ('alt_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='What somebody who can not see the picture has to know; both languages.', max_length=300, verbose_name='alternative text (Chinese)')),
                    ('alt_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='What somebody who can not see the picture has to know; both languages.', max_length=300, verbose_name='alternative text (English)')),
                    ('caption_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='caption (Chinese)')),
                    ('caption_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='caption (English)')),
                    ('credit', catalog.models.base.PlainCharField(blank=True, default='', help_text='Person or organisation.', max_length=200, verbose_name='made by')),
                    ('origin_url', models.URLField(blank=True, default='', help_text='Where it was found.', max_length=400, verbose_name='taken from')),
                    ('licence', catalog.models.base.PlainCharField(blank=True, default='', help_text='SPDX identifier, for example CC-BY-4.0.', max_length=80, verbose_name='licence')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='catalog.frameworkrevision')),
                ],
                options={
                    'verbose_name': 'picture of a framework',
                    'verbose_name_plural': 'pictures of frameworks',
                    'ordering': ['pk'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_decorative', True), models.Q(models.Q(('alt_zh', ''), _negated=True), models.Q(('alt_en', ''), _negated=True)), _connector='OR'), name='frameworkpicture_has_alt', violation_error_message='Say in both languages what the picture shows, or mark it as decorative.')],
                },
            ),
            migrations.CreateModel(
                name='ArticlePicture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('translation', models.JSONField(default=dict, editable=False, verbose_name='state of translation')),
                    ('file', catalog.models.base.PlainCharField(editable=False, max_length=80, validators=[catalog.images.validate_stored], verbose_name='file')),
                    ('sha256', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the file')),
                    ('width', models.PositiveIntegerField(editable=False, verbose_name='width in pixels')),
                    ('height', models.PositiveIntegerField(editable=False, verbose_name='height in pixels')),
                    ('is_decorative', models.BooleanField(default=False, help_text='Shows nothing that the text does not say; screen readers pass over it.', verbose_name='decorative')),
                    ('alt_zh', catalog.models.base.PlainCharField(blank=True, default='', help_text='What somebody who can not see the picture has to know; both languages.', max_length=300, verbose_name='alternative text (Chinese)')),
                    ('alt_en', catalog.models.base.PlainCharField(blank=True, default='', help_text='What somebody who can not see the picture has to know; both languages.', max_length=300, verbose_name='alternative text (English)')),
                    ('caption_zh', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='caption (Chinese)')),
                    ('caption_en', catalog.models.base.PlainTextField(blank=True, default='', verbose_name='caption (English)')),
                    ('credit', catalog.models.base.PlainCharField(blank=True, default='', help_text='Person or organisation.', max_length=200, verbose_name='made by')),
                    ('origin_url', models.URLField(blank=True, default='', help_text='Where it was found.', max_length=400, verbose_name='taken from')),
                    ('licence', catalog.models.base.PlainCharField(blank=True, default='', help_text='SPDX identifier, for example CC-BY-4.0.', max_length=80, verbose_name='licence')),
                    ('revision', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='catalog.articlerevision')),
                ],
                options={
                    'verbose_name': 'picture of an article',
                    'verbose_name_plural': 'pictures of articles',
                    'ordering': ['pk'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('is_decorative', True), models.Q(models.Q(('alt_zh', ''), _negated=True), models.Q(('alt_en', ''), _negated=True)), _connector='OR'), name='articlepicture_has_alt', violation_error_message='Say in both languages what the picture shows, or mark it as decorative.')],
                },
            ),
            migrations.CreateModel(
                name='PreviewLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term')], max_length=12, verbose_name='kind')),
                    ('slug', models.SlugField(max_length=80, verbose_name='entry')),
                    ('revision', models.PositiveIntegerField(verbose_name='revision')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                    ('expires_at', models.DateTimeField(verbose_name='expires at')),
                    ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked at')),
                ],
                options={
                    'verbose_name': 'preview link',
                    'verbose_name_plural': 'preview links',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['kind', 'slug'], name='preview_link_of_entry')],
                },
            ),
            migrations.CreateModel(
                name='Stamp',
                fields=[
                    ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                    ('number', models.PositiveBigIntegerField(default=0, verbose_name='number')),
                ],
                options={
                    'verbose_name': 'content stamp',
                    'verbose_name_plural': 'content stamps',
                    'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='stamp_is_one_row', violation_error_message='There is one stamp.')],
                },
            ),
            migrations.CreateModel(
                name='PublicChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stamp', models.PositiveBigIntegerField(db_index=True, verbose_name='stamp')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term'), ('source', 'source'), ('term', 'term')], max_length=12, verbose_name='kind')),
                    ('slug', models.CharField(max_length=100, verbose_name='entry')),
                    ('event', models.CharField(choices=[('created', 'new'), ('updated', 'changed'), ('removed', 'taken down'), ('renamed', 'replaced by another entry'), ('restored', 'back again'), ('linked', 'claims about another entry shown or hidden')], max_length=8, verbose_name='what happened')),
                    ('revision', models.PositiveIntegerField(null=True, verbose_name='revision')),
                    ('previous', models.PositiveIntegerField(null=True, verbose_name='revision before')),
                    ('fields', models.JSONField(default=dict, verbose_name='changed fields')),
                    ('other', models.CharField(blank=True, default='', max_length=120, verbose_name='other entry')),
                    ('at', models.DateTimeField(verbose_name='at')),
                ],
                options={
                    'verbose_name': 'public change',
                    'verbose_name_plural': 'public changes',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['kind', 'slug'], name='public_change_of_thing')],
                },
            ),
            migrations.CreateModel(
                name='ReadyDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('article', 'article'), ('glossaryterm', 'glossary term')], max_length=12, verbose_name='kind')),
                    ('slug', models.CharField(max_length=80, verbose_name='entry')),
                    ('form', models.CharField(choices=[('whole', 'whole'), ('listed', 'as in lists'), ('dumped', 'line of a dump')], max_length=8, verbose_name='form')),
                    ('language', models.CharField(blank=True, choices=[('zh-hans', 'Chinese'), ('en', 'English')], max_length=8, verbose_name='language')),
                    ('recipe', models.CharField(max_length=16, verbose_name='version of the making')),
                    ('text', models.TextField(verbose_name='document')),
                ],
                options={
                    'verbose_name': 'ready-made document',
                    'verbose_name_plural': 'ready-made documents',
                    'ordering': ['kind', 'slug', 'form', 'language'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'form', 'language'), name='ready_document_once', violation_error_message='This document is there already.')],
                },
            ),
            migrations.CreateModel(
                name='SearchDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('framework', 'framework'), ('feature', 'feature'), ('category', 'category'), ('glossaryterm', 'glossary term'), ('article', 'article'), ('combination', 'combination'), ('row', 'article row'), ('source', 'source')], max_length=12, verbose_name='kind')),
                    ('slug', models.CharField(max_length=120, verbose_name='slug')),
                    ('anchor', models.CharField(blank=True, default='', max_length=40, verbose_name='place on the page')),
                    ('place', models.PositiveIntegerField(verbose_name='order among equals')),
                    ('owner_kind', models.CharField(max_length=12, verbose_name='kind of the entry')),
                    ('owner_slug', models.CharField(max_length=120, verbose_name='entry')),
                    ('recipe', models.PositiveSmallIntegerField(verbose_name='version of the indexing')),
                    ('name_zh', models.CharField(blank=True, default='', max_length=400, verbose_name='name (Chinese)')),
                    ('name_en', models.CharField(blank=True, default='', max_length=400, verbose_name='name (English)')),
                    ('other_names', models.JSONField(default=list, verbose_name='other names')),
                    ('lead_zh', models.TextField(blank=True, default='', verbose_name='summary (Chinese)')),
                    ('lead_en', models.TextField(blank=True, default='', verbose_name='summary (English)')),
                    ('body_zh', models.TextField(blank=True, default='', verbose_name='text (Chinese)')),
                    ('body_en', models.TextField(blank=True, default='', verbose_name='text (English)')),
                    ('tokens', models.TextField(verbose_name='tokens')),
                ],
                options={
                    'verbose_name': 'search document',
                    'verbose_name_plural': 'search documents',
                    'ordering': ['pk'],
                    'indexes': [models.Index(fields=['owner_kind', 'owner_slug'], name='search_document_owner')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'slug', 'anchor'), name='search_document_once', violation_error_message='This is in the index already.')],
                },
            ),
            migrations.CreateModel(
                name='Webhook',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('url', models.URLField(max_length=500, verbose_name='address')),
                    ('kinds', models.JSONField(default=list, verbose_name='kinds')),
                    ('is_active', models.BooleanField(default=True, verbose_name='active')),
                    ('seed', models.CharField(editable=False, max_length=32)),
                    ('previous_seed', models.CharField(blank=True, default='', editable=False, max_length=32)),
                    ('previous_until', models.DateTimeField(null=True, verbose_name='old secret valid until')),
                    ('cursor', models.BigIntegerField(default=0, editable=False)),
                    ('busy_until', models.DateTimeField(editable=False, null=True)),
                    ('created_at', models.DateTimeField(verbose_name='created at')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
                ],
                options={
                    'verbose_name': 'webhook',
                    'verbose_name_plural': 'webhooks',
                    'ordering': ['name', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='WebhookDelivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='catalog.webhook', verbose_name='webhook')),
                    ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.publicchange', verbose_name='public change')),
                    ('uid', models.CharField(max_length=40, unique=True, verbose_name='message')),
                    ('body', models.TextField(verbose_name='body')),
                    ('state', models.CharField(choices=[('waiting', 'waiting'), ('delivered', 'arrived'), ('dead', 'given up')], default='waiting', max_length=9, verbose_name='state')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('created_at', models.DateTimeField(verbose_name='created at')),
                    ('due_at', models.DateTimeField(verbose_name='due at')),
                    ('attempted_at', models.DateTimeField(null=True, verbose_name='last attempt')),
                    ('status', models.PositiveSmallIntegerField(null=True, verbose_name='answered')),
                    ('failure', models.CharField(blank=True, choices=[('gone', 'not there any more'), ('server_error', 'error of the server'), ('unresolved', 'unknown host name'), ('unreachable', 'no connection'), ('tls', 'no trustworthy encryption'), ('timeout', 'no answer in time'), ('redirects', 'too many redirects'), ('private', 'an address that is not public'), ('malformed', 'not an address that can be opened')], default='', max_length=12, verbose_name='no answer because')),
                ],
                options={
                    'verbose_name': 'webhook delivery',
                    'verbose_name_plural': 'webhook deliveries',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['webhook', 'state', 'id'], name='webhook_delivery_queue')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('change__isnull', False)), fields=('webhook', 'change'), name='webhook_delivery_once', violation_error_message='This change is on its way already.')],
                },
            ),
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
