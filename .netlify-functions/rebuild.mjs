// Has the site built again when the clock alone has changed it, on Netlify's own schedule: it goes on
// in a repository in which nothing happens. Needs the variable NETLIFY_BUILD_HOOK, a build hook's address.
export const config = { schedule: "*/5 * * * *" };

export default async function rebuild() {
  const hook = process.env.NETLIFY_BUILD_HOOK;
  if (!hook) return console.log("NETLIFY_BUILD_HOOK is not set, so nothing is rebuilt.");
  const next = await nextChange(`${process.env.URL}/build.json`);
  if (Date.now() < next) return console.log("Nothing is due.");
  const answer = await fetch(hook, { method: "POST" });
  if (!answer.ok) throw new Error(`The build hook answers ${answer.status}.`);
}

// Resolves to when the site next changes by the clock; a site that does not say so is built again.
async function nextChange(address) {
  try {
    return Date.parse((await (await fetch(address, { cache: "no-store" })).json()).next_change) || 0;
  } catch {
    return 0;
  }
}
