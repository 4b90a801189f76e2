"""Tests of validation: every expectation is shown failing on bad data."""
