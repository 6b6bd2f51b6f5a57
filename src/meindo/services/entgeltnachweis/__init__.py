"""Own pay statements: ten years back, also after leaving, opened only by the person themself.

For everybody; owner: the office of personnel services (11/4).
"""
