"""What a person may type at each stage: fields, rules and sentences; no database, no saving."""
