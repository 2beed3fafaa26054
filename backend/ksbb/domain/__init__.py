"""One folder for each concept of the domain."""
