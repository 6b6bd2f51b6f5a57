"""Questions about looks at one's own data, and information on all that is held (Art. 15 GDPR).

For everybody; owner: the data protection office (DSB).
"""
