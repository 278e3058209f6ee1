"""What a provider may have beyond the engine: one module a feature, which a vendor mixes in.

A feature adds its endpoints, its members of the discovery document and its decisions by overriding
the engine's methods and calling `super()`; the engine knows of none of them.
"""
