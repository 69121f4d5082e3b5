"""Schema of sla.yml, the support policy."""
