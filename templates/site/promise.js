// The choice of when the next update comes: as the class promises, in a while, or at another time.
const WHILES = [15, 30, 60, 120]; // minutes
const OTHER = "other";
const ROUND = 5 * MINUTE;

function promiseControl() {
  const words = ["", ...WHILES, OTHER];
  return element("select", {}, ...words.map((word) => new Option(word, word)));
}

// Returns the fields of a promise: another time has one of its own.
function promiseFields(field) {
  const chosen = typed.get(field.name) ?? field.value;
  if (chosen !== OTHER) return [field];
  const own = { name: `${field.name}-at`, label: labels["promise.other"], type: "time", value: "" };
  return [field, { ...own, isNeeded: true }];
}

// Returns the time that is promised by a choice, "" for none of its own.
function promised(name) {
  const chosen = byId(name).value;
  if (chosen === OTHER) return value(`${name}-at`);
  return chosen ? soon(Number(chosen)) : "";
}

function soon(minutes) {
  const at = instant(value("at"));
  return at === undefined ? "" : clock(Math.ceil((at + minutes * MINUTE) / ROUND) * ROUND);
}

// Names the times of the choices, which follow from that of the update.
function showPromises(select) {
  for (const option of select.options) option.textContent = promiseLabel(option.value);
}

function promiseLabel(chosen) {
  if (chosen === OTHER) return labels["promise.other"];
  if (chosen) return `${timeOfDay(soon(Number(chosen)))} (${duration(Number(chosen))})`;
  const every = data.classes[value("cos") || facts().cos];
  const at = instant(value("at"));
  if (!every || at === undefined) return messages.none;
  return labels["promise.class"].replace("{time}", shownTime(at + every * MINUTE));
}

function timeOfDay(time) {
  return time ? shownTime(instant(time)) : "";
}

function duration(minutes) {
  const [number, unit] = minutes < 60 ? [minutes, "minute"] : [minutes / 60, "hour"];
  const style = { style: "unit", unit, unitDisplay: "short" };
  return new Intl.NumberFormat(spokenLanguage(), style).format(number);
}
