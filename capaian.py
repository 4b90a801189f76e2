"""The warehouse in a notebook: ``capaian.connect().sql("FROM ikk_capaian").df()``."""

from warehouse.analyst import connect

__all__ = ["connect"]
