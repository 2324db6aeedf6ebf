"""Many editors at once: each adds a word of their own to a text, again and again.

Who is refused since somebody else was first reads the page anew and tries again, as a careful
person does. Afterwards every word must be there, and every refusal must have had its reason.
"""

import html
import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode, urlsplit

VERSION = re.compile(rb'name="read_version" value="(\d+)"')
SUMMARY = re.compile(rb'<textarea name="summary"[^>]*>\r?\n?(.*?)</textarea>', re.DOTALL)
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = {"content-type": "application/x-www-form-urlencoded"}
SAVED, REFUSED = 302, 409
LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Page:
    """A topic's page in the admin, and what its form sends beside the summary."""

    path: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Attempt:
    """One press of Save: which version was read, which word was added, and the answer."""

    page: str
    version: int
    word: str
    status: int


@dataclass
class Outcome:
    attempts: list[Attempt] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)

    def of(self, status: int) -> list[Attempt]:
        return [one for one in self.attempts if one.status == status]

    @property
    def lost(self) -> list[str]:
        """Words whose saving was acknowledged and that the text does not have."""
        return [one.word for one in self.of(SAVED) if one.word not in self.texts[one.page].split()]

    @property
    def saved_twice(self) -> list[tuple[str, int]]:
        """Versions from which two people have saved: one of them overwrote the other unseen."""
        counted = Counter((one.page, one.version) for one in self.of(SAVED))
        return [read for read, times in counted.items() if times > 1]

    @property
    def refused_without_reason(self) -> list[Attempt]:
        """Refusals of a version from which nobody else had saved."""
        saved = {(one.page, one.version) for one in self.of(SAVED)}
        return [one for one in self.of(REFUSED) if (one.page, one.version) not in saved]

    def __str__(self) -> str:
        return (
            f"{len(self.attempts)} attempts: {len(self.of(SAVED))} saved, "
            f"{len(self.of(REFUSED))} refused with 409 "
            f"({len(self.refused_without_reason)} without reason), {len(self.lost)} lost, "
            f"{len(self.saved_twice)} saved twice from one version, "
            f"{len(self.failures)} failures, {self.seconds:.1f} s"
        )


class Browser:
    """One kept connection to the staff site, and its cookies. Use it in a ``with``."""

    def __init__(self, origin: str, cookies: dict[str, str] | None = None) -> None:
        self.origin = origin
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=LONGEST_WAIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= FORM | {"origin": self.origin}
        self.connection.request(method, path, urlencode(form) if form else None, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("set-cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()

    def log_in(self, name: str, password: str) -> None:
        _, page = self.ask("GET", "/admin/login/")
        form = {"username": name, "password": password, "csrfmiddlewaretoken": _csrf(page)}
        status, _ = self.ask("POST", "/admin/login/?next=/admin/", form)
        if status != SAVED:
            raise RuntimeError(f"{name} could not log in: {status}")


def _csrf(page: bytes) -> str:
    found = CSRF.search(page)
    return found[1].decode() if found else ""


def edit(
    origin: str, cookies: dict[str, str], pages: Sequence[Page], *, editors: int, saves: int
) -> Outcome:
    """Let ``editors`` save ``saves`` times each, spread over ``pages``, with a login's cookies."""
    outcome = Outcome()
    begin = threading.Barrier(editors)

    def work(number: int) -> None:
        page = pages[number % len(pages)]
        begin.wait()
        try:
            with Browser(origin, cookies) as browser:
                for turn in range(saves):
                    _save(browser, page, f"word-{number}-{turn}", outcome)
        except Exception as error:  # whatever it was, the drill has failed
            outcome.failures.append(f"editor {number}: {error!r}")

    started = time.monotonic()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.seconds = time.monotonic() - started
    with Browser(origin, cookies) as reader:
        outcome.texts = {page.path: _opened(reader, page)[1] for page in pages}
    return outcome


def _save(browser: Browser, page: Page, word: str, outcome: Outcome) -> None:
    """Read, add the word, save; again from the start as long as somebody else was first."""
    while True:
        version, summary, csrf = _opened(browser, page)
        form = {
            **page.fields,
            "summary": f"{summary} {word}".strip(),
            "read_version": str(version),
            "csrfmiddlewaretoken": csrf,
        }
        status, body = browser.ask("POST", page.path, form)
        outcome.attempts.append(Attempt(page.path, version, word, status))
        if status == SAVED:
            return
        if status != REFUSED:
            raise RuntimeError(f"{page.path} answered {status}: {body[:200]!r}")


def _opened(browser: Browser, page: Page) -> tuple[int, str, str]:
    status, body = browser.ask("GET", page.path)
    version, summary = VERSION.search(body), SUMMARY.search(body)
    if status != 200 or version is None or summary is None:
        raise RuntimeError(f"{page.path} answered {status} without its form")
    return int(version[1]), html.unescape(summary[1].decode()), _csrf(body)
