"""Tells people of a night by e-mail or webhook. Addresses and secrets come from the environment.

``CAPAIAN_SMTP`` (``smtp://user:sandi@host:port`` with STARTTLS where it is offered, or
``smtps://``), ``CAPAIAN_EMAIL_DARI``, ``CAPAIAN_EMAIL_KEPADA`` (several parted by commas);
``CAPAIAN_WEBHOOK``: an address that gets ``{"text": ...}`` by POST. None of them is ever logged.
"""

from __future__ import annotations

import json
import logging
import os
import smtplib
import socket
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit

from flows.errors import MisuseError

SMTP, WEBHOOK = "CAPAIAN_SMTP", "CAPAIAN_WEBHOOK"
SENDER, RECEIVERS = "CAPAIAN_EMAIL_DARI", "CAPAIAN_EMAIL_KEPADA"
_SECONDS = 20.0
_SCHEMES = {SMTP: {"smtp", "smtps"}, WEBHOOK: {"http", "https"}}
_EXAMPLES = {SMTP: "smtp://user:sandi@host:port", WEBHOOK: "https://host/jalan"}
_REASONS: Mapping[type[BaseException], str] = {
    ConnectionRefusedError: "server tidak menjawab",
    TimeoutError: "server tidak menjawab pada waktunya",
    URLError: "server tidak dapat dicapai",
    socket.gaierror: "nama server tidak dikenal",
    smtplib.SMTPAuthenticationError: "nama atau sandi ditolak server",
    smtplib.SMTPRecipientsRefused: "penerima ditolak server",
    smtplib.SMTPSenderRefused: "pengirim ditolak server",
    ssl.SSLCertVerificationError: "sertifikat server tidak sah",
}
_LOG = logging.getLogger("prefect.capaian")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of a night."""

    subject: str
    text: str


def notify(notice: Notice, settings: Mapping[str, str] | None = None) -> list[str]:
    """Tell by every way that is set; one that fails stops no other, and is logged without address.

    Gives what failed, and why.
    """
    given = os.environ if settings is None else settings
    troubles = []
    for name, send in ((SMTP, _mail), (WEBHOOK, _post)):
        if not given.get(name):
            continue
        try:
            _check(name, given)
            send(notice, given)
        except _WrongSettingError as error:
            troubles.append(str(error))
        except Exception as error:  # noqa: BLE001 - the night is over, and its work stands
            # The words of an error may hold the address with its secret: only its kind is told.
            troubles.append(f"{name}: {_reason(error)}")
    for trouble in troubles:
        _LOG.warning("Pemberitahuan lewat %s", trouble)
    return troubles


def _reason(error: Exception) -> str:
    if isinstance(error, HTTPError):
        return f"server menjawab {error.code}"
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    return _REASONS.get(type(error), type(error).__name__)


def check_settings(settings: Mapping[str, str] | None = None) -> None:
    """Errors: ``MisuseError`` where what is set cannot be used to send word of a night."""
    given = os.environ if settings is None else settings
    for name in filter(given.get, (SMTP, WEBHOOK)):
        try:
            _check(name, given)
        except _WrongSettingError as error:
            raise MisuseError(
                f"Pemberitahuan tidak dapat dikirim: {error}",
                next_step=f"Perbaiki variabelnya, atau kosongkan {name}.",
            ) from None


class _WrongSettingError(Exception):
    """A variable that is missing or cannot be meant; its value is never in the words."""


def _check(name: str, settings: Mapping[str, str]) -> None:
    """Look at the settings of one way."""
    try:
        place = urlsplit(settings[name])
        is_right = bool(place.hostname) and place.scheme in _SCHEMES[name] and place.port != 0
    except ValueError:
        is_right = False
    if not is_right or not settings[name].isprintable() or " " in settings[name]:
        raise _WrongSettingError(f"{name}: bukan alamat seperti {_EXAMPLES[name]}")
    for needed in (SENDER, RECEIVERS) if name == SMTP else ():
        if not settings.get(needed, "").strip():
            raise _WrongSettingError(f"{name}: {needed} belum diisi")


def _mail(notice: Notice, settings: Mapping[str, str]) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = notice.subject, settings[SENDER]
    message["To"] = settings[RECEIVERS]
    message.set_content(notice.text)
    place = urlsplit(settings[SMTP])
    kind = smtplib.SMTP_SSL if place.scheme == "smtps" else smtplib.SMTP
    with kind(place.hostname or "", place.port or 0, timeout=_SECONDS) as server:
        server.ehlo()
        if kind is smtplib.SMTP and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)


def _post(notice: Notice, settings: Mapping[str, str]) -> None:
    address = settings[WEBHOOK]
    body = json.dumps({"text": f"{notice.subject}\n{notice.text}"}).encode()
    asked = urllib.request.Request(  # noqa: S310 - its scheme is checked before
        address, body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=_SECONDS):  # noqa: S310
        return
