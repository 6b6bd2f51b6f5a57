"""Identity and access management for the whole city: who may do what in which business application, since when, why.

Entitlements follow from dated facts of people (birthright rules), or were granted with a reason and an end. The same
pure pipeline previews and applies; what was applied can be taken back. This package knows no service.
Legal basis: Art. 32 DSGVO; IT-Grundschutz (BSI) ORP.4 and Grundschutz++ BER. Responsible: 11/1 with the IT house.
"""
