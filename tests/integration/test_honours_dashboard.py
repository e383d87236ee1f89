"""The dashboard names the rounds whose next step is the user's, and nobody else's."""

import pytest

from accounts.roles import Role
from tests import factories
from tests.module_school import school_for_the_module

pytestmark = pytest.mark.django_db
school = school_for_the_module()

STATES = ["draft", "returned", "proposed", "with_principal", "approved", "numbered", "scheduled", "live"]
EXPECTED = {
    Role.EDITOR: {"returned", "proposed", "numbered"},
    Role.PRINCIPAL: {"with_principal"},
    Role.CLERK: {"approved", "numbered"},
    Role.LIBRARIAN: set(),
    Role.PRIVACY: set(),
    Role.ADMIN: set(),
}


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_sees_what_waits_for_it(client, school, role):
    week = factories.edition()
    for state in STATES:
        factories.commendation_round(week, state, items=1, title=f"Đợt ở {state}")
    client.force_login(factories.user(role))
    page = client.get("/admin/").content.decode()
    panel = page.partition('id="honours-waiting')[2].partition("</section>")[0]
    assert {state for state in STATES if f"Đợt ở {state}" in panel} == EXPECTED[role]
