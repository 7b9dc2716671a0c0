"""Who is told of an act and what it says."""
