"""The three database logins and the database: made where missing, mended where they differ.

None is a superuser. *Owner* owns the database and runs migrations; *staff* reads and writes rows
and owns nothing, so it cannot switch off a trigger; *public* reads what migrations let it. All of
it may be run again at any time and then changes nothing but the passwords.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

OLDEST_SERVER = 16
SECONDS_TO_CONNECT = 5

# What each session of the public login begins with. A session can change these, so none of them
# guards anything: privileges and policies do. They keep a mistake or a slow query from hurting.
PUBLIC_SESSION: dict[str, str] = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable read",
    "statement_timeout": "2s",
    "lock_timeout": "1s",
    "idle_in_transaction_session_timeout": "60s",
}
STAFF_SESSION: dict[str, str] = {
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "5min",
}
# Rights that none of the three may have, as pg_roles names them and as ALTER ROLE takes them away.
POWERS = {
    "rolsuper": "NOSUPERUSER",
    "rolbypassrls": "NOBYPASSRLS",
    "rolreplication": "NOREPLICATION",
    "rolcreaterole": "NOCREATEROLE",
    "rolcreatedb": "NOCREATEDB",
}


class LoginError(Exception):
    """A whole sentence on why the logins or the database could not be made."""


@dataclass(frozen=True)
class Login:
    """A role that logs in. The password never shows in a repr or a trace."""

    name: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.name!r})"


@dataclass(frozen=True)
class Logins:
    """The three, in the order of what they may do."""

    owner: Login
    staff: Login
    public: Login

    def __iter__(self) -> Iterator[Login]:
        return iter((self.owner, self.staff, self.public))


@contextmanager
def administering(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the administrator, checked for all that the functions below need.

    Raises LoginError, before anything is changed, where it cannot be had or may not do enough.
    """
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=SECONDS_TO_CONNECT)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise LoginError(f"The database server cannot be reached: {reason}") from None
    with connection:
        version = connection.info.server_version // 10000
        if version < OLDEST_SERVER:
            raise LoginError(
                f"The database server is PostgreSQL {version}: this site needs {OLDEST_SERVER} "
                "or later."
            )
        row = connection.execute(
            "SELECT rolsuper OR (rolcreaterole AND rolcreatedb), current_user "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if row is None or not row[0]:
            name = connection.info.user
            raise LoginError(
                f"The login {name} may not make roles and databases. Connect as one that may: "
                f"ALTER ROLE {name} CREATEROLE CREATEDB, or a superuser."
            )
        yield connection


def make_logins(admin: psycopg.Connection[Any], logins: Logins) -> None:
    """Make or mend the three roles: password, no powers, no membership, session defaults."""
    with admin.transaction():
        # Two runs on one cluster would otherwise both find a role missing and both make it.
        admin.execute("SELECT pg_advisory_xact_lock(hashtext('npcc_site.logins'))")
        for login in logins:
            _make_login(admin, login)
        _session_defaults(admin, logins.staff, STAFF_SESSION)
        _session_defaults(admin, logins.public, PUBLIC_SESSION)


def _make_login(admin: psycopg.Connection[Any], login: Login) -> None:
    name = sql.Identifier(login.name)
    powers = _powers(admin, login)
    if powers is None:
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
    elif powers:
        taken = sql.SQL(" ").join(sql.SQL(POWERS[power]) for power in powers)
        try:
            admin.execute(sql.SQL("ALTER ROLE {} ").format(name) + taken)
        except psycopg.errors.InsufficientPrivilege:
            raise LoginError(
                f"The role {login.name} exists with more rights than it may have here "
                f"({', '.join(powers)}), and only a superuser can take them away."
            ) from None
    for (group,) in admin.execute(
        "SELECT held.rolname FROM pg_auth_members JOIN pg_roles held ON held.oid = roleid "
        "JOIN pg_roles holder ON holder.oid = member WHERE holder.rolname = %s",
        [login.name],
    ).fetchall():  # a membership would hand it the rights of another role
        admin.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(group), name))
    # Only the verifier is sent, so the password is in no server's log.
    verifier = admin.pgconn.encrypt_password(
        login.password.encode(), login.name.encode(), b"scram-sha-256"
    ).decode()
    admin.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(verifier)))


def _powers(admin: psycopg.Connection[Any], login: Login) -> list[str] | None:
    """The powers that a role holds, or None where there is no such role."""
    with admin.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        row = cursor.execute("SELECT * FROM pg_roles WHERE rolname = %s", [login.name]).fetchone()
    return None if row is None else [power for power in POWERS if row[power]]


def _session_defaults(
    admin: psycopg.Connection[Any], login: Login, defaults: dict[str, str]
) -> None:
    for setting, value in defaults.items():
        admin.execute(
            sql.SQL("ALTER ROLE {} SET {} = {}").format(
                sql.Identifier(login.name), sql.Identifier(setting), sql.Literal(value)
            )
        )


def database_exists(admin: psycopg.Connection[Any], name: str) -> bool:
    """Whether the cluster has a database of that name."""
    row = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return row is not None


def make_database(
    admin: psycopg.Connection[Any], name: str, logins: Logins, *, template: str = ""
) -> None:
    """Make the database where it is missing, owned by the owner and open to the three alone.

    From a `template` it is a copy, rows and policies included. A database that exists keeps its
    rows; one that somebody else owns is refused with a LoginError.
    """
    row = admin.execute(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    if row is None:
        _let_admin_act_for(admin, logins.owner)
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ").format(
                sql.Identifier(name), sql.Identifier(logins.owner.name)
            )
            + _origin(admin, template)
        )
    elif row[0] != logins.owner.name:
        raise LoginError(
            f"The database {name} belongs to {row[0]}, not to {logins.owner.name}: rename it, or "
            f"hand it over with ALTER DATABASE {name} OWNER TO {logins.owner.name}."
        )
    _guard_database(admin, name, logins)


def _origin(admin: psycopg.Connection[Any], template: str) -> sql.Composable:
    """What a new database is made of: its order of text hangs on no language of the machine."""
    if template:
        # A file copy is quicker than the default for a database of this size.
        return sql.SQL("TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template))
    if admin.info.server_version >= 170000:
        return sql.SQL(
            "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' "
            "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        )
    return sql.SQL("TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")


def _let_admin_act_for(admin: psycopg.Connection[Any], owner: Login) -> None:
    """An administrator who is no superuser must be a member of a role to give it a database."""
    row = admin.execute(
        "SELECT rolsuper, current_user FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is not None and not row[0]:
        admin.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(owner.name), sql.Identifier(row[1]))
        )


def _guard_database(admin: psycopg.Connection[Any], name: str, logins: Logins) -> None:
    """Let nobody in but the three. A copy of a database does not inherit this from its template."""
    database = sql.Identifier(name)
    statements = [sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database)]
    statements += [
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(login.name))
        for login in (logins.staff, logins.public)
    ]
    _let_admin_act_for(admin, logins.owner)
    _as_owner(admin, logins, statements)


def guard_schema(inside: psycopg.Connection[Any], logins: Logins) -> None:
    """Set who may do what in the database that `inside`, the administrator, is connected to.

    Staff may write the rows of every table that the owner makes from now on; migrations take that
    back where history must stand, and say table by table what the public login may read.
    """
    owner, staff, public = (sql.Identifier(login.name) for login in logins)
    _as_owner(
        inside,
        logins,
        [
            sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}").format(staff, public),
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public "
                "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
            ).format(owner, staff),
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public "
                "GRANT USAGE, SELECT ON SEQUENCES TO {}"
            ).format(owner, staff),
        ],
    )


def _as_owner(
    connection: psycopg.Connection[Any],
    logins: Logins,
    statements: Sequence[sql.Composed | sql.SQL],
) -> None:
    with connection.transaction():
        connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(logins.owner.name)))
        for statement in statements:
            connection.execute(statement)


def login_url(admin_url: str, login: Login, database: str) -> str:
    """The administrator's address with another login and another database in it."""
    return _address(admin_url, login.name, login.password, database)


def in_database(admin_url: str, database: str) -> str:
    """The administrator's own address with another database in it."""
    parts = conninfo_to_dict(admin_url)
    return _address(admin_url, str(parts.get("user", "")), str(parts.get("password", "")), database)


def _address(url: str, user: str, password: str, database: str) -> str:
    rest = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    for part in ("user", "password", "dbname"):
        rest.pop(part, None)
    if user:
        rest["user"] = user
    if password:
        rest["password"] = password
    return f"postgresql:///{quote(database, safe='')}?{urlencode(rest, quote_via=quote)}"
