"""Sign-in over HTTP: links, invitations, sessions, and pages without JavaScript."""
