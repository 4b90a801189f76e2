"""One page's picture in a process of its own: ``python -m extractors.drawing.page_image PAGE``.

The PDF comes by standard input; out goes a line of JSON (width and height of the page in points,
pixels per point) and after it the picture as WebP. The PDF library is not safe with threads and a
hostile file may bring it down or eat memory: both end with the process, whose means are limited.
"""

from __future__ import annotations

import io
import json
import resource
import sys

from extractors.drawing.picture import MAX_PIXELS, open_document

SCALE = 2.5
"""Pixels per point: sharp at twice the size of paper."""

_QUALITY = 82
_MEMORY = 3 << 30
_SECONDS = 20


def page_image(data: bytes, number: int) -> tuple[dict[str, float], bytes]:
    """The page as displayed: its measures (``width``, ``height``, ``scale``) and a WebP picture.

    ``number`` counts from 1. Raises whatever the PDF library raises, ``IndexError`` for no page.
    """
    document = open_document(data)
    try:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, MAX_PIXELS / max(width, height, 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    stream = io.BytesIO()
    picture.save(stream, "WEBP", quality=_QUALITY, method=2)
    return {"width": width, "height": height, "scale": scale}, stream.getvalue()


def main() -> None:
    """Read the PDF, write the picture; any failure ends the process with a traceback."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    measures, picture = page_image(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(measures).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
