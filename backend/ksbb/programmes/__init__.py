"""What aid, in which period: programmes, their phases, their packages."""
