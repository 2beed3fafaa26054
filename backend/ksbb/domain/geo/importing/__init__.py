"""Imports files: read, checked row by row, compared with the database, applied all or nothing.

``source`` detects the kind of a file and reads records from it (``geojson``, ``tables``);
``columns`` reads typed values; ``shapes`` checks geometries with PostGIS; ``report`` collects the
findings. ``areas`` imports areas. Units and snapshots are imported by ``ksbb.domain.units``.
"""
