"""Annex tables that print no ruling lines, or not all of them, as grids like the ruled ones.

Columns are the white space that no word crosses, named by the words of a kind's header; rows follow
from what stands beside what. What cannot be told for certain is kept where it stands, with a doubt.
"""
