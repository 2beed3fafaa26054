"""Evidence: photos, signatures, papers and documents that belong to deliveries."""
