"""``ksbb import``: areas, units and snapshots from files, and the facts of the repository.

``run`` is the way in for programs (a preview in a screen asks for ``dry_run``), ``main`` for the
command line.
"""

from ksbb.units.importing.command import main
from ksbb.units.importing.run import What, run

__all__ = ["What", "main", "run"]
