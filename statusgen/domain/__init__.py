"""The rules of the domain: the state of a site at one instant, without files or a clock."""
