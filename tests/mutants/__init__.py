"""Is a wrong line seen? Each mutant is the product with one line changed for the worse; some named test must fail."""
