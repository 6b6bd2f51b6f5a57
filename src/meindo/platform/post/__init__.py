"""The Poststelle: messages on paper in numbered batches, for people without any device."""
