"""Letters that are missed: they were there, and are no longer in their folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from flows.fingerprint import RawFile

GONE = (
    "tidak ada lagi di folder surat; angkanya tidak ada lagi di gudang data. Kembalikan berkasnya; "
    "bila memang dibuang, hapus barisnya dari manifest.csv folder itu"
)
RENAMED = "berganti nama menjadi {}; angkanya tetap dimuat"
COPIED = "tidak ada lagi di folder surat; isinya yang sama tetap dimuat dari {}"


@dataclass(frozen=True, slots=True)
class Missing:
    """What became of letters that are missed. ``gone``: those whose bytes are nowhere any more.

    ``elsewhere``: what is to be told of those whose bytes are there under another name.
    """

    gone: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)


def missing(
    before: Mapping[str, str],
    pinned: Mapping[str, str],
    files: Mapping[str, RawFile],
    waiting: Collection[str],
) -> Missing:
    """Compare hashes by path: of the last warehouse, and of the pins whose files are not there.

    A file is missed as long as its folder's manifest pins it; where it went under another name is
    news for one night.
    """
    by_content = {
        file.document: path for path, file in reversed(list(files.items())) if file.document
    }
    gone, elsewhere = [], {}
    for path in sorted((before.keys() | pinned.keys()) - files.keys() - set(waiting)):
        twin = by_content.get(before.get(path) or pinned.get(path) or "")
        if twin is None:
            gone.append(path)
        elif path in before:
            elsewhere[path] = (COPIED if twin in before else RENAMED).format(twin)
    return Missing(tuple(gone), elsewhere)
