import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def groups_of(client):
    apps = client.get(reverse("admin:index")).context["app_list"]
    return {str(app["name"]): [table["object_name"] for table in app["models"]] for app in apps}


def test_tables_stand_in_groups_and_entries_first(admin_client):
    groups = groups_of(admin_client)

    assert [*groups][:5] == ["条目", "共用列表", "日志与发现", "修订", "修订中的行"]
    assert sorted(groups["条目"]) == ["Article", "Category", "Feature", "Framework", "GlossaryTerm"]
    assert {"Source", "Term"} <= set(groups["共用列表"])
    assert "FrameworkRevision" in groups["修订"]
    assert "Assessment" in groups["修订中的行"]


def test_group_without_a_table_that_a_person_sees_is_not_shown(client, reader):
    reader.is_staff = True
    reader.save()
    client.force_login(reader)

    assert groups_of(client) == {}
