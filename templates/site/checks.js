// Finds what a JSON Schema cannot say: how the times of an entry stand to each other, and to the
// clock. A mistake is what `check` refuses, a note what it warns of.
const HOLDS = {
  after: (at, limit) => at > limit,
  not_before: (at, limit) => at >= limit,
  not_after: (at, limit) => at <= limit,
};

function timeMistakes() {
  const skipped = timeFields().filter(({ name }) => value(name) && !instants(value(name)).length);
  if (skipped.length) return skipped.map(({ name }) => [name, labels["problem.skipped"]]);
  return orders().filter(isBroken).map(([name, relation, limit]) => [name, sentence(relation, limit)]);
}

function notesOf() {
  const published = ["at", "announced"].filter((name) => time(name) > Date.now());
  const late = isBroken(["reported", "not_after", time("at")]);
  const isBare = !isUpdate() && byId("component-0")?.value === "";
  return [
    ...(isBare ? [["component-0", labels["problem.no_component"]]] : []),
    ...published.map((name) => [name, labels["problem.future"]]),
    ...(late ? [["reported", sentence("not_after", time("at"))]] : []),
  ];
}

function timeFields() {
  return fields.filter((each) => each.type === "time");
}

function time(name) {
  return byId(name) ? instant(value(name)) : undefined;
}

function isBroken([name, relation, limit]) {
  const at = time(name);
  return at !== undefined && limit !== undefined && !HOLDS[relation](at, limit);
}

function sentence(relation, limit) {
  return labels[`problem.${relation}`].replace("{time}", shownTime(limit));
}

// Returns the rules for what is written: a field, and how its time stands to which instant.
function orders() {
  if (isUpdate()) return [["at", "after", parsed(facts().after)], ...ordersOfUpdate()];
  if (kind() === "maintenance") {
    return [["ends", "after", time("starts")], ["announced", "not_after", time("ends")]];
  }
  const since = fields.find((each) => each.isTime)?.name ?? "began";
  const first = [time("at"), Date.now()].filter((at) => at !== undefined);
  return [[since, "not_after", Math.min(...first)], [promiseField(), "after", time("at")]];
}

function ordersOfUpdate() {
  const action = data.actions[value("status")];
  if (!action) return [[promiseField(), "after", time("at")]];
  const starts = time("starts") ?? parsed(facts().starts);
  return [
    ...(action.is_work ? [["at", "not_before", parsed(facts().starts)]] : []),
    ["ends", "after", starts],
    ["ends", "after", time("at")],
    ...(action.needs.includes("starts") ? [] : [["ends", "after", parsed(facts().ends)]]),
  ];
}

function promiseField() {
  return byId("next_update-at") ? "next_update-at" : "next_update";
}

function parsed(text) {
  return text === undefined ? undefined : Date.parse(text);
}
