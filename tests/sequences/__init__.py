"""Any order of commands by anybody, beside a model that counts on its fingers; and many at once."""
