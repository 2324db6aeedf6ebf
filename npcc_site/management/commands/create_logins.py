"""Make or mend the three database logins and the database of a production site."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from npcc_site import logins as database_logins
from npcc_site.logins import Login, Logins
from npcc_site.settings.environment import database_settings, env_text

# What each process's address is called, and the setting that names its login.
ADDRESSES = {
    "owner": ("OWNER_DATABASE_URL", "OWNER_LOGIN"),
    "staff": ("STAFF_DATABASE_URL", "STAFF_LOGIN"),
    "public": ("PUBLIC_DATABASE_URL", "PUBLIC_LOGIN"),
}


class Command(BaseCommand):
    """Reads four addresses from the environment; changes nothing before all four make sense."""

    help = (
        "Make or mend the database and its three logins. Reads an administrator's address from "
        "DATABASE_URL and the three logins, with the passwords that they shall have, from "
        "OWNER_DATABASE_URL, STAFF_DATABASE_URL and PUBLIC_DATABASE_URL. Needs no other setting: "
        "run it with DJANGO_SETTINGS_MODULE=npcc_site.settings.build. May be run again at any time."
    )
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do all of it; a CommandError says what is wrong, without any password."""
        try:
            admin_url = env_text("DATABASE_URL", meaning="the address of an administrating login")
            database, logins = _read()
            with database_logins.administering(admin_url) as admin:
                database_logins.make_logins(admin, logins)
                database_logins.make_database(admin, database, logins)
            with database_logins.administering(
                database_logins.in_database(admin_url, database)
            ) as inside:
                database_logins.guard_schema(inside, logins)
        except (ImproperlyConfigured, database_logins.LoginError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"The database {database} and the logins "
            f"{', '.join(login.name for login in logins)} are ready."
        )


def _read() -> tuple[str, Logins]:
    """The database's name and the three logins, checked against one another and the settings."""
    found: dict[str, Login] = {}
    databases: set[str] = set()
    for kind, (variable, setting) in ADDRESSES.items():
        parts = database_settings(
            env_text(variable, meaning=f"the address that the {kind} login will use"), variable
        )
        if not parts["USER"] or not parts["PASSWORD"]:
            raise ImproperlyConfigured(f"{variable} must hold a login and its password.")
        expected = getattr(settings, setting)
        if parts["USER"] != expected:
            raise ImproperlyConfigured(
                f"{variable} names the login {parts['USER']}, and {setting} is {expected}: they "
                "must agree, since migrations write the names into policies. Set one to the other."
            )
        found[kind] = Login(parts["USER"], parts["PASSWORD"])
        databases.add(parts["NAME"])
    if len(databases) > 1:
        raise ImproperlyConfigured(
            f"The three addresses name different databases ({', '.join(sorted(databases))}): "
            "the three logins open one and the same."
        )
    if len({login.name for login in found.values()}) < len(found):
        raise ImproperlyConfigured("The three logins must be three: two addresses name the same.")
    return databases.pop(), Logins(**found)
