"""What each process has.

- ``public``: the public site. Its login may only read what is public; it holds no other credential.
- ``staff``: the same pages and the admin, with the login that writes rows and owns nothing.
- ``owner``: staff's settings with the owner's login, for migrations only.
- ``prepare``: staff's settings and the owner's login beside them: local set-up in one process.
- ``build``: no database at all: static files and type checks.
- ``test``: what pytest runs with: all three logins.
"""
