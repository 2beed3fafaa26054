"""Exports lists of the office as CSV or XLSX: the rows that the viewer may see."""
