"""Mail to people: which event sends which mail to whom, the texts, and the sending."""
