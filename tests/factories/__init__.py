"""Documents and people made by real acts."""
