// Checks a value against a JSON Schema, as far as the schemas of entries use it.
const TYPES = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  string: (value) => typeof value === "string",
};

const RULES = {
  $ref: (name, value, at, root) => mistakes(resolved(name, root), value, root, at),
  type: (type, value, at) => wrong(!TYPES[type](value), at),
  enum: (words, value, at) => wrong(!words.includes(value), at),
  const: (word, value, at) => wrong(word !== value, at),
  pattern: (pattern, value, at) =>
    wrong(typeof value === "string" && !new RegExp(pattern, "u").test(value), at),
  minItems: (least, value, at) => wrong(Array.isArray(value) && value.length < least, at),
  minProperties: (least, value, at) => wrong(isMapping(value) && names(value).length < least, at),
  required: (keys, value, at) =>
    isMapping(value) ? keys.filter((key) => !(key in value)).map((key) => [...at, key]) : [],
  properties: (known, value, at, root) =>
    names(value).flatMap((key) =>
      key in known ? mistakes(known[key], value[key], root, [...at, key]) : []),
  additionalProperties: (schema, value, at, root, whole) =>
    names(value).filter((key) => !(key in (whole.properties ?? {})))
      .flatMap((key) => mistakes(schema, value[key], root, [...at, key])),
  items: (schema, value, at, root) =>
    (Array.isArray(value) ? value : []).flatMap((item, n) =>
      mistakes(schema, item, root, [...at, n])),
  anyOf: (choices, value, at, root) =>
    wrong(choices.every((each) => mistakes(each, value, root, at).length), at),
  allOf: (parts, value, at, root) =>
    parts.flatMap((each) => mistakes(each, value, root, at)),
  not: (schema, value, at, root) => wrong(!mistakes(schema, value, root, at).length, at),
  if: (condition, value, at, root, whole) => {
    const branch = mistakes(condition, value, root, at).length ? whole.else : whole.then;
    return branch === undefined ? [] : mistakes(branch, value, root, at);
  },
};

// Returns where a value is not as the schema says: each time the keys that lead there.
function mistakes(schema, value, root = schema, at = []) {
  if (typeof schema === "boolean") return wrong(!schema, at);
  return names(schema).flatMap((rule) =>
    RULES[rule] ? RULES[rule](schema[rule], value, at, root, schema) : []);
}

function resolved(name, root) {
  return name.split("/").slice(1).reduce((found, key) => found[key], root);
}

function wrong(isWrong, at) {
  return isWrong ? [at] : [];
}

function isMapping(value) {
  return TYPES.object(value);
}

function names(value) {
  return isMapping(value) ? Object.keys(value) : [];
}
