"""What a donor delivered itself before its pledge was committed: it waits, and is booked then."""
