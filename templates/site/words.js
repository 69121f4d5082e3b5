// The words of a notice: what its placeholders stand for, and its texts with them.
const PLACEHOLDER = /\?\?([\p{L}\p{N}_](?:[\p{L}\p{N}_ .-]{0,60}[\p{L}\p{N}_])?)\?\?/gu;
const PLACEHOLDER_ALONE = new RegExp(`^${PLACEHOLDER.source}$`, "u");
const GIVEN = "??reported??";
const LONGEST_LINE = 32;

// Returns what is written of a notice when an entry begins, in the first language.
function wordsOfEntry({ title, texts }) {
  const begun = Object.keys(texts).filter((stage) => data.first.includes(stage));
  return [title, ...begun.map((stage) => texts[stage])].map((text) => text[first]).join(" ");
}

function placeholders(made, used) {
  const chosen = Object.keys(made.affects);
  const known = isUpdate() ? wordsInTitle(made) : {};
  return made.placeholders
    .filter(({ name }) => !chosen.includes(`??${name}??`))
    .map((each, n) => [each, n])
    .filter(([{ name }]) => used.includes(`??${name}??`))
    .map(([each, n]) => {
      const isTime = Boolean(each.default?.[first].includes(GIVEN));
      return {
        name: `word-${n}`,
        word: each.name,
        label: isTime || !each.example ? inLanguage(each.ask) : withExample(each),
        type: isTime ? "time" : typeFor(each.default?.[first] ?? ""),
        value: isTime ? clock(parsed(facts().began) ?? Date.now())
          : (known[each.name]?.[first] ?? each.default?.[first] ?? ""),
        isNeeded: true,
        isTime,
      };
    });
}

// Returns the type of field in which a whole value is in sight.
function typeFor(text) {
  return text.length > LONGEST_LINE ? "prose" : "line";
}

function withExample({ ask, example }) {
  return labels.example.replace("{asked}", inLanguage(ask)).replace("{example}", example);
}

// Returns the fields of what the text of a notice asks for at the chosen status.
function wordsForUpdate(made) {
  const text = made.texts[typed.get("status")]?.[first] ?? "";
  const key = Object.keys(made.affects).find((each) => text.includes(each) && PLACEHOLDER_ALONE.test(each));
  const own = placeholders(made, text);
  return key ? [whichField("component-of-text", key, made, chosenComponent()), ...own] : own;
}

// Returns the state that a notice gives to a component at the chosen status, if any.
function stateIn(made, id) {
  const states = Object.entries(made?.states[typed.get("status")] ?? {});
  return states.find(([key]) => key === id || (key.startsWith("??") && id === chosenComponent()))?.[1];
}

// Returns the words of each placeholder by language; typed words are those of the first language.
function wordsOf(ready) {
  const found = {};
  for (const { name, word } of fields.filter((each) => each.word)) {
    const placeholder = ready.placeholders.find((each) => each.name === word);
    const isComponent = name.startsWith("component-");
    found[word] = isComponent ? data.components[value(name)].name : spoken(placeholder, value(name));
  }
  return found;
}

function spoken(placeholder, text) {
  const { default: usual, is_name: isName } = placeholder;
  if (usual?.[first].includes(GIVEN)) return everywhere((language) =>
    usual[language].replace(GIVEN, since(text, language)));
  const line = text.replace(/\s+/g, " ");
  if (line === usual?.[first]) return usual;
  const known = isUpdate() ? wordsInTitle(notice())[placeholder.name] : undefined;
  const words = isName || !/\p{L}/u.test(text) ? everywhere(() => line) : { [first]: line };
  return line === known?.[first] ? { ...words, ...known } : words;
}

function everywhere(make) {
  return Object.fromEntries(data.languages.map((language) => [language, make(language)]));
}

// Returns a time with its zone, and with its day where that is not the day of publication.
function since(time, language) {
  const at = new Date(`${time.replace(" ", "T")}Z`);
  if (Number.isNaN(at.getTime())) return "";
  const hour = `${time.slice(11)} ${zoneName(instant(time) ?? at)}`;
  const published = value("at") || value("announced") || now();
  if (time.slice(0, 10) === published.slice(0, 10)) return hour;
  const day = { timeZone: "UTC", day: "numeric", month: "long" };
  return `${at.toLocaleDateString(language, day)}, ${hour}`;
}

function zoneName(at) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: data.zone, timeZoneName: "short" });
  return parts.formatToParts(at).find((each) => each.type === "timeZoneName").value;
}

// Returns a text in the languages in which all of its words are known: plain if that is one.
function filled(text, words) {
  const languages = data.languages.filter((language) => text?.[language]
    && [...text[language].matchAll(PLACEHOLDER)].every(([, name]) => words[name]?.[language]));
  const done = Object.fromEntries(languages.map((each) => [each, inWords(text[each], words, each)]));
  return languages.length === 1 && first in done ? done[first] : done;
}

// Returns a title as the page will show it; a word that is not known yet is an ellipsis.
function shownTitle(text, done, words) {
  return isEmpty(done) ? inWords(text[first], words, first) : done;
}

// A word before a full stop loses its own.
function inWords(text, words, language) {
  return text.replace(PLACEHOLDER, (all, name, at) => {
    const word = words[name]?.[language] || "…";
    return text[at + all.length] === "." ? word.replace(/\.$/, "") : word;
  });
}

// Returns the notice whose title the chosen entry has, of several the one that says most of it.
function likelyNotice() {
  const bare = ({ title }) => title[first].replace(PLACEHOLDER, "").length;
  return data.notices
    .filter((each) => each.kind === chosenEntry().dataset.kind && matched(each, first))
    .sort((one, other) => bare(other) - bare(one))[0];
}

// Returns the words that stand in the title of the chosen entry for the placeholders of a notice.
function wordsInTitle(made) {
  const found = {};
  for (const language of data.languages) {
    const [, ...words] = matched(made, language) ?? [];
    const names = [...(made.title[language] ?? "").matchAll(PLACEHOLDER)].map(([, name]) => name);
    for (const [n, name] of names.entries()) {
      if (words[n]) (found[name] ??= {})[language] = words[n];
    }
  }
  return found;
}

function matched({ title }, language) {
  if (!title[language]) return null;
  const [head, ...rest] = title[language].replace(PLACEHOLDER, "\0").split("\0").map(literal);
  return new RegExp(`^${[head, ...rest].join("(.+)")}$`, "u").exec(facts().title[language] ?? "");
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

// Returns the comment by which later updates find the notice and its words.
function note(ready, words) {
  const lines = [["notice", ready.name]];
  for (const [name, spoken] of Object.entries(words)) {
    lines.push([name, spoken[first]]);
    for (const [language, word] of Object.entries(spoken)) {
      if (word !== spoken[first]) lines.push([`${name}.${language}`, word]);
    }
  }
  return lines.map(([name, word]) => `# ${name}: ${word.replace(/\s+/g, " ")}\n`).join("");
}
