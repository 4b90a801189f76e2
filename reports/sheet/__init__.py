"""One satker's achievement sheet: as page, PDF and Word document, from the marts alone."""
