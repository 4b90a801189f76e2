"""What the stewards' pages ask of the published warehouse. Every value from outside is bound."""

from review.mart.items import prepare
from review.mart.queue import Filters

__all__ = ["Filters", "prepare"]
