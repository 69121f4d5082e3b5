// Writes YAML: harmless words as they are, long prose as a block, all else as strings of JSON, which
// YAML reads alike.
const PROSE = ["text", "workaround", "not_affected", "effect"];
const HARMLESS = /^[\p{L}\p{N}][\p{L}\p{N} .,'’()/_+@-]*$/u;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d$/;
const AMBIGUOUS = ["null", "yes", "no", "on", "off", "y", "n", "true", "false"];
const NEEDS_ESCAPE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/;
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]|\p{Cs}/gu;
const BREAK = /[\u000b\u000c\u0085\u2028\u2029]|\r\n?/g;
const LONGEST = 90;

// Returns a text that was pasted from anywhere, without what no page shows and `check` refuses.
function clean(text, lineBreak) {
  return text.replace(UNSEEN, "").replace(BREAK, lineBreak);
}

function yaml(mapping, indent = "", isProse = false) {
  return Object.entries(mapping)
    .map(([name, value]) => pair(name, value, indent, isProse || PROSE.includes(name)))
    .join("");
}

function pair(name, value, indent, isProse) {
  const key = `${indent}${scalar(name)}:`;
  if (Array.isArray(value)) return `${key}\n${value.map((each) => item(each, indent)).join("")}`;
  if (typeof value === "object") return `${key}\n${yaml(value, `${indent}  `, isProse)}`;
  if (isProse && isBlock(value)) return `${key} |\n${block(value, `${indent}  `)}`;
  return `${key} ${scalar(value.trim())}\n`;
}

// Returns an item of a list, its first key behind the dash.
function item(mapping, indent = "") {
  const inner = `${indent}    `;
  return `${indent}  - ${yaml(mapping, inner).slice(inner.length)}`;
}

function isBlock(text) {
  const isLong = text.trim().includes("\n") || text.length > LONGEST;
  return isLong && !NEEDS_ESCAPE.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ""));
}

function block(text, indent) {
  const lines = text.trim().split("\n").map((line) => line.trimEnd());
  return lines.map((line) => (line ? `${indent}${line}\n` : "\n")).join("");
}

function scalar(text) {
  const isPlain = TIME.test(text)
    || (HARMLESS.test(text) && !AMBIGUOUS.includes(text.toLowerCase()));
  return isPlain ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function escaped(letter) {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
