"""Pages of those who look after accounts and rights: the IT house, the owners of applications, the auditors."""
