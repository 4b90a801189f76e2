"""The page of the last night, for those who run them."""
