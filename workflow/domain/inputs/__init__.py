"""What forms produce and actions take: one frozen shape per act, already clean, not yet permitted."""
