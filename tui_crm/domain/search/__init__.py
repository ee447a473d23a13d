"""Finding customers by what is typed: pure rules, one for all engines (SPEC 5).

The way of a customer: `fields` are folded by `folding` and cut by `tokens` into what an index
keeps. The way of a query: `query` reads it, `probes` says which tokens a hit must have, and
`ranking` decides: what it refuses is no hit, whatever an index said.
"""
