"""Files that people bring: read, checked row by row, compared with what is there, applied whole.

``source`` tells what a file is and makes records of it (``geojson``, ``tables``); ``columns``
reads typed values; ``shapes`` has PostGIS examine geometries; ``report`` gathers what was found.
``areas`` imports areas; units and snapshots are imported by the slice that owns them.
"""
