"""Writing: one public function is one change in one transaction: load, permit, advance, change, record, return."""
