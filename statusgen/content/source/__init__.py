"""The only reader of content files: from bytes to a plain tree, and back to the user's line.

Every scalar stays the text that was typed, so no YAML 1.1 rule turns `no` into False or `12:30`
into a number. Only a plain empty value, `null` and `~` mean that a value is missing.
"""
