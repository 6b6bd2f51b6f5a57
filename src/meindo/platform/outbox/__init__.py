"""The one queue and scheduler: effects leave the transaction that caused them, once."""
