"""The database: schema, chain, keys, guards, migrations."""
