"""Tests: unit, integration, end to end, benches, and the mistakes of the past."""
