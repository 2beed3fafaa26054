"""Sheets of the office's lists: the rows of a view as CSV or XLSX, as the viewer may see them."""
