"""What all domain folders use: settings, database, viewer, errors, clock. Imports none of them."""
