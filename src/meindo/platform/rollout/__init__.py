"""Roll-out of services by stages: from which day on which units use a service without paper."""
