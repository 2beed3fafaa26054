"""Share images of units, shown where a link is shared: what is needed and what is committed."""
