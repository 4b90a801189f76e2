"""Which letters a night reads anew. Standard library only, as the command line asks it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from glob import escape
from pathlib import Path, PurePosixPath

from extractors.store import Kept
from flows.errors import MisuseError
from flows.fingerprint import letters_in
from flows.manifest import read_manifest


@dataclass(frozen=True, slots=True)
class Selection:
    """What of all letters is read where it was read before; all that nobody has read always is.

    ``only``: names of kinds, or patterns of paths under the raw directory; empty for all.
    ``received``: paths received since a day; ``None`` for all. ``force``: also what the reader at
    hand read itself. Letters left out keep the reading they have, even one of an older reader.
    """

    only: tuple[str, ...] = ()
    received: frozenset[str] | None = None
    force: bool = False

    def wants(self, path: str, kept: Kept) -> bool:
        """Whether a letter that was read before is read again."""
        return (self.force or not kept.is_current) and self._holds(path, kept.facts.kinds)

    def _holds(self, path: str, kinds: Collection[str]) -> bool:
        if self.received is not None and path not in self.received:
            return False
        return not self.only or any(name in kinds or fnmatch(path, name) for name in self.only)


EVERYTHING = Selection()


def selection_of(
    raw: Path, only: Sequence[str], since: datetime | None, *, force: bool
) -> Selection:
    """The selection that the options of ``capaian run`` mean; kinds and paths are checked.

    Raises ``MisuseError`` where a name is no kind's and no letter's, ``ManifestError``.
    """
    if only:
        paths = [path.relative_to(raw).as_posix() for path in letters_in(raw)]
        only = [_under(raw, name, paths) for name in only]
        _check(only, paths)
    received = None if since is None else received_since(raw, since)
    return Selection(tuple(only), received, force)


def _under(raw: Path, name: str, paths: Sequence[str]) -> str:
    """A way to a file or folder under ``raw``, as a shell completes it, as a pattern; others as
    they are. A bare name is that of the one file that bears it.
    """
    place = Path(name).resolve()
    if place.exists() and place.is_relative_to(raw.resolve()) and place != raw.resolve():
        inner = escape(place.relative_to(raw.resolve()).as_posix())
        return f"{inner}/*" if place.is_dir() else inner
    named = [path for path in paths if PurePosixPath(path).name == name]
    plain = PurePosixPath(name).as_posix()
    return escape(named[0]) if len(named) == 1 else plain


def _check(only: Sequence[str], paths: Sequence[str]) -> None:
    from extractors.kind import all_kinds  # noqa: PLC0415 - heavy, and only a wish needs it

    kinds = {kind.name for kind in all_kinds()}
    for name in only:
        if name not in kinds and not any(fnmatch(path, name) for path in paths):
            raise MisuseError(
                f"--only {name}: bukan jenis surat, dan tidak ada berkas yang bernama begitu",
                next_step=f"Sebutkan salah satu dari {', '.join(sorted(kinds))}, letak berkasnya, "
                "atau pola yang dihitung dari folder --raw, misalnya '2024/*'.",
            )


def received_since(raw: Path, day: datetime) -> frozenset[str]:
    """Letters under ``raw`` that no manifest pins before ``day``. Raises ``ManifestError``."""
    begin = day.astimezone(UTC).timestamp() * 1e9
    paths = letters_in(raw)
    pins = {folder: read_manifest(folder) for folder in {path.parent for path in paths}}
    return frozenset(
        path.relative_to(raw).as_posix()
        for path in paths
        if (pinned := pins[path.parent].get(path.name)) is None or pinned.received_ns >= begin
    )
