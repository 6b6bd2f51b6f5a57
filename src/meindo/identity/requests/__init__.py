"""Rights on request: asked for with a reason and an end, approved by others, granted at once; also in an emergency.

For everybody; owner: the IT house with 11/1. Legal basis: Art. 32 DSGVO; Grundschutz++ (BSI) BER.4.
"""
