"""Money that organisations give to aggregators, and which pledges it funds."""
