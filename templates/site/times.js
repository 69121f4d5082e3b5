// Times as a clock in the zone of the site shows them, "2026-11-20 14:52", and the instants that
// they stand for, in milliseconds since 1970.
const MINUTE = 60000;
const DAY = 1440 * MINUTE;

function clock(at) {
  const style = { timeZone: data.zone, dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("sv-SE", style).format(new Date(at));
}

// Returns the present, as a field for times has it.
function now() {
  return clock(Date.now());
}

// Returns how far the clock is ahead of UTC at an instant, in milliseconds.
function offset(at) {
  return wall(clock(at)) - Math.floor(at / MINUTE) * MINUTE;
}

function wall(time) {
  return Date.parse(`${time.replace(" ", "T")}Z`);
}

// Returns the instants at which the clock shows a time: none where it is put forward, two where it
// is put back.
function instants(time) {
  const found = [-DAY, DAY].map((far) => wall(time) - offset(wall(time) + far));
  return [...new Set(found)].filter((at) => clock(at) === time).sort((one, other) => one - other);
}

// Returns the instant of a time, of two that which is nearer to the present; else undefined.
function instant(time) {
  if (Number.isNaN(wall(time))) return undefined;
  const away = (at) => Math.abs(at - Date.now());
  return instants(time).sort((one, other) => away(one) - away(other))[0];
}

// Returns a time for the file: with its offset where the clock shows it twice.
function stamped(time) {
  if (!TIME.test(time) || instants(time).length < 2) return time;
  const minutes = offset(instant(time)) / MINUTE;
  const digits = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${time} ${minutes < 0 ? "-" : "+"}${digits(minutes / 60)}:${digits(minutes % 60)}`;
}

// Returns an instant for people: with its day where that is not today.
function shownTime(at) {
  const isToday = clock(at).slice(0, 10) === now().slice(0, 10);
  const day = isToday ? {} : { day: "numeric", month: "short", year: "numeric" };
  const style = { timeZone: data.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...day };
  return new Date(at).toLocaleString(spokenLanguage(), style);
}

// Returns the language of the page, in English with the dates of Europe.
function spokenLanguage() {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang;
}
