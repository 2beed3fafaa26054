"""Imports areas, units and snapshots from files, or the repository's facts, into the database.

``run`` is the entry point: for ``ksbb import``, and for a screen that previews with ``dry_run``.
"""

from ksbb.domain.units.importing.run import What, run

__all__ = ["What", "run"]
