"""The only reader of content files: bytes to a plain tree, and a way back to the user's line.

Every scalar stays the text that was typed, so that no YAML 1.1 rule turns `no` into False or
`12:30` into a number. Only a plain empty value, `null` and `~` mean that a value is missing.
"""
