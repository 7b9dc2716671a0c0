"""A simulated year of a province: its units report, consolidate, err and mend by the real acts, and it is checked."""
