"""Sign-in: one-time links by mail, sessions, the cookie, and the Viewer of a session."""
