"""The country in a year, for those who lead: provinces by indicator, trust, what is missing."""
