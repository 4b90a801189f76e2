"""The marts as files: Parquet, CSV, and a workbook for people."""

FORMATS = ("xlsx", "parquet", "csv")
