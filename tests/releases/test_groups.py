"""Who is in a group may do what its name says, and nothing that another's says."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db


def rights_of(name: str) -> set[str]:
    rights = Group.objects.get(name=name).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{label}.{codename}" for label, codename in rights}


def test_each_group_can_do_what_its_name_says() -> None:
    curator, approver = rights_of("Curator"), rights_of("Approver")
    assert {"releases.submit_edition", "operations.add_observation"} <= curator
    assert approver - curator == {"releases.publish_edition"}
    assert curator < approver


def test_only_administrators_touch_accounts_and_they_see_no_release() -> None:
    everyone = {name: rights_of(name) for name in ("Curator", "Approver", "Administrator")}
    labels = {name: {right.split(".")[0] for right in rights} for name, rights in everyone.items()}
    assert labels == {
        "Curator": {"releases", "operations"},
        "Approver": {"releases", "operations"},
        "Administrator": {"auth"},
    }


def test_curators_can_look_at_everything_and_edit_no_record() -> None:
    curator = rights_of("Curator")
    ours = [m for m in apps.get_models() if m._meta.app_label in ("releases", "operations")]
    looked_at = {m for m in ours if "view" in m._meta.default_permissions}
    for model in looked_at:
        assert f"{model._meta.app_label}.view_{model._meta.model_name}" in curator
    for record in ("act", "bringforward", "withdrawal", "loadedfile"):
        assert not {f"releases.{verb}_{record}" for verb in ("add", "change", "delete")} & curator
