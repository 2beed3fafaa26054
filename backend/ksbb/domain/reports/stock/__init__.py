"""An organisation's stock: packages that it accepted to allocate for others, by day."""
