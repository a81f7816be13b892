"""Questions to a forge's API over HTTPS, asked with care: what comes back is a stranger's until it is checked.

Only https, or http on this very machine; a redirect is followed to the same host alone, so that the token never goes
elsewhere; answers and pages are limited in size, number and time. The token stands in no message.
"""

from __future__ import annotations

import ipaddress
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from placet.errors import UserError

#: The most bytes of one answer (a hundred reviews of 64 KiB fit), the most pages, and seconds for one answer.
ANSWER_LIMIT = 8 << 20
PAGE_LIMIT = 100
SECONDS = 30.0

_REDIRECTS = 5
_PIECE = 64 << 10
_TOKEN = re.compile(r"[!-~]{1,1024}")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*[a-z]+="[^"]*")*)')
_STATUS = {401: "ATT005", 403: "ATT005", 404: "ATT006", 410: "ATT006", 429: "ATT019"}


class ForgeError(UserError):
    """The forge cannot be asked, or what it says cannot be used."""


class _NoRedirects(HTTPRedirectHandler):
    """Leaves redirects to `Client`, which looks where they lead."""

    def redirect_request(self, *_: Any) -> None:
        """None: the redirect comes out as the answer it is."""
        return


@dataclass(frozen=True, slots=True)
class Client:
    """Asks one forge. `api` is its address ("https://api.github.com"); `headers` may hold the token.

    Raises ForgeError ATT001 for an address that is neither https nor this machine's.
    """

    api: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.api)
            _ = parts.port
        except ValueError as error:
            raise ForgeError("ATT001", url=_shown(self.api)) from error
        plain = _PATH.fullmatch(parts.path) and not (parts.query or parts.fragment or "@" in parts.netloc)
        secure = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or ""))
        if not (plain and secure and parts.hostname):
            raise ForgeError("ATT001", url=_shown(self.api))

    def one(self, path: str) -> Any:
        """The JSON at a path below the API's address. Raises ForgeError ATT002–ATT008, ATT019."""
        return self._answer(self.api.rstrip("/") + path)[0]

    def listed(self, path: str) -> Iterator[Any]:
        """The items of a list and of the pages its Link headers (RFC 8288) name. Raises ForgeError; ATT009 too many."""
        url = self.api.rstrip("/") + path
        wanted = urlsplit(url)
        seen: set[str] = set()
        while url:
            if url in seen or len(seen) == PAGE_LIMIT:
                raise ForgeError("ATT009", limit=str(PAGE_LIMIT))
            seen.add(url)
            items, links = self._answer(url)
            if not isinstance(items, list):
                raise ForgeError("ATT008", where=wanted.path, what="[…]")
            yield from items
            url = urljoin(url, _next(links)) if _next(links) else ""
            if url and _origin(urlsplit(url)) != _origin(wanted):
                raise ForgeError("ATT002", url=_shown(url))

    def _answer(self, url: str) -> tuple[Any, str]:
        """The JSON of an answer and its Link header."""
        limit = time.monotonic() + SECONDS
        opener = self._opener()
        start = urlsplit(url)
        for _ in range(_REDIRECTS):
            try:
                with opener.open(Request(url, headers=dict(self.headers)), timeout=SECONDS) as answer:  # noqa: S310 - the scheme was checked
                    return _json(_body(answer, limit), start.path), answer.headers.get("Link", "")
            except HTTPError as error:
                with error:
                    url = self._redirected(url, error)
            except (OSError, HTTPException) as error:
                raise ForgeError("ATT004", host=start.netloc, reason=_reason(error)) from error
        raise ForgeError("ATT002", url=_shown(url))

    def _redirected(self, url: str, error: HTTPError) -> str:
        """Where a redirect leads on the same host; any other status is refused."""
        target = error.headers.get("Location", "")
        if error.code not in (301, 302, 307, 308) or not target:
            path = urlsplit(url).path
            limited = error.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in error.headers
            code = "ATT019" if error.code == 403 and limited else _STATUS.get(error.code, "ATT007")
            raise ForgeError(code, path=path, status=str(error.code))
        there = urljoin(url, target)
        if _origin(urlsplit(there)) != _origin(urlsplit(url)):
            raise ForgeError("ATT002", url=_shown(there))
        return there

    def _opener(self) -> OpenerDirector:
        """Without redirects, and past the proxy when the forge is on this machine."""
        here = _is_here(urlsplit(self.api).hostname or "")
        return build_opener(_NoRedirects(), *([ProxyHandler({})] if here else []))


def authorization(scheme: str, token: str) -> dict[str, str]:
    """The header that carries the token, or none without one. Raises ForgeError ATT010 for what is no token."""
    if not token:
        return {}
    if not _TOKEN.fullmatch(token):
        raise ForgeError("ATT010")
    return {"Authorization": f"{scheme} {token}"}


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(parts: SplitResult) -> tuple[str, str, int | None]:
    try:
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return parts.scheme, "", None


def _shown(url: str) -> str:
    """The address without what may be secret or endless."""
    return _printable(re.sub(r"//[^/@]*@", "//…@", url.partition("?")[0]))


def _printable(text: str) -> str:
    """What a stranger's text may put on a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text[:200])


def _body(answer: HTTPResponse, limit: float) -> bytes:
    data = b""
    while piece := answer.read1(_PIECE):
        data += piece
        if len(data) > ANSWER_LIMIT:
            raise ForgeError("ATT003", limit=str(ANSWER_LIMIT))
        if time.monotonic() > limit:
            raise TimeoutError("timed out")
    return data


def _json(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ForgeError("ATT008", where=where, what="JSON") from error


def _next(links: str) -> str:
    for target, parameters in _LINK.findall(links):
        if 'rel="next"' in parameters:
            return str(target)
    return ""


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    return _printable(getattr(inner, "strerror", None) or str(inner) or type(inner).__name__)
