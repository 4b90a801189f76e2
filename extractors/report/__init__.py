"""Performance reports: which indicator (IKK) a passage or a table speaks of, and what it states.

A report says most of its figures several times: in its summary, in the box that opens an
indicator, in its prose, its formulas, its comparisons with other years and its tables. Each saying
is a claim, so that they can be held against each other.
"""

from extractors.report.claims import report_claims
from extractors.report.sections import SectionReader

__all__ = ["SectionReader", "report_claims"]
