"""The rules: what is true at one instant, without files, templates or a clock."""
