"""What an organisation gave in a period."""
