"""Keeping: satker identity, reference data, the DuckDB warehouse and its SQL models."""
