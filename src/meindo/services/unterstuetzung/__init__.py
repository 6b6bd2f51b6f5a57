"""Help with problems: somebody of the support reads cases of a person, let by that person or in an emergency.

For everybody; owner: digitalisation of personnel services (11/4).
"""
