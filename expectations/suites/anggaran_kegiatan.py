"""The agreement's budget list."""

from expectations.checks import in_sequence, readable, required

SUITE = (*readable("no", "anggaran"), *required("kegiatan", "anggaran"), in_sequence())
