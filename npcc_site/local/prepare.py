"""What the local database needs before the sites start: tables, content, one staff account.

Run by `serve` in a process of its own, with settings.prepare: the owner's login migrates, and the
staff's does the rest. Each step is quick where there is nothing to do.
"""

import secrets
import sys

import django
from django.core.management import CommandError, call_command

ACCOUNT = "curator"


def migrate() -> None:
    """Apply what is missing, as the owner; say so only then."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        print(f"Database: applying {len(missing)} migrations.", flush=True)
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()


def make_account() -> None:
    """Make the staff account with a password that is printed here and kept nowhere."""
    from django.contrib.auth import get_user_model

    users = get_user_model()._default_manager
    if users.filter(username=ACCOUNT).exists():
        print(f"Staff account: {ACCOUNT}, with the password shown when it was made.", flush=True)
        return
    password = secrets.token_urlsafe(12)
    users.create_superuser(username=ACCOUNT, email="", password=password)
    print(f"Staff account: {ACCOUNT}, password {password} (shown this once: keep it)", flush=True)


def main() -> int:
    """Prepare, and return the exit code; a refused content file is told without a trace."""
    django.setup()
    try:
        migrate()
        call_command("load_content")
        make_account()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
