"""Who somebody is: one-time links by mail, sessions, the cookie, and the Viewer they make."""
