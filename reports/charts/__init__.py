"""Charts of all reports, in one style: readable in grey, with their source and date."""
