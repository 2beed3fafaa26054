"""What every slice stands on: settings, database, viewer, errors, clock, ids. Imports no slice."""
