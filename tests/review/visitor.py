"""Somebody at a browser without scripts: follows links, fills in the forms that a page shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from fastapi.testclient import TestClient
from httpx2 import Response

from tests.review.office import ORIGIN, PASSWORD


class _Form(HTMLParser):
    """The fields of the form with an id or an action, as a browser would send them."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self._wanted = wanted
        self._is_inside = False
        self._select: str | None = None
        self.action: str | None = None
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = self._wanted in (given.get("id"), given.get("action"))
            if self._is_inside:
                self.action = given.get("action")
        elif self._is_inside and tag == "input" and "name" in given:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.fields[given["name"]] = given.get("value", "")
        elif self._is_inside and tag == "select":
            self._select = given.get("name")
        elif (
            self._is_inside
            and tag == "option"
            and self._select
            and ("selected" in given or self._select not in self.fields)
        ):
            self.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = None


class Visitor:
    """A client and what it last saw."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        return self.post("/masuk", {"nama": name, "sandi": password, "ke": "/butir"})

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def post(self, path: str, fields: dict[str, str], origin: str | None = ORIGIN) -> Response:
        headers = {"Origin": origin} if origin else {}
        return self.client.post(path, data=fields, headers=headers)

    def form(self, path: str, wanted: str) -> tuple[str, dict[str, str]]:
        """Where a form of a page goes, and what it would send untouched."""
        reader = _Form(wanted)
        page = self.get(path)
        reader.feed(page.text)
        assert reader.fields, f"no form {wanted} on {path} ({page.status_code})"
        return reader.action or path, reader.fields

    def item(self, query: str) -> str:
        """The address of the first item under some filters."""
        found = re.search(r'href="(/butir/[0-9a-f]{32})', self.get(f"/butir?{query}").text)
        assert found, f"no item under {query}"
        return found.group(1)

    def items(self, query: str) -> list[str]:
        """The addresses of the items on the first page."""
        return re.findall(r'<a href="(/butir/[0-9a-f]{32})', self.get(f"/butir?{query}").text)

    def decide(self, path: str, **fields: str) -> Response:
        """Fill in the item's form and send it."""
        action, shown = self.form(path, "putusan")
        return self.post(action, {**shown, **fields})
