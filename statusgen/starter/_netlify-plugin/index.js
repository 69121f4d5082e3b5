// Keeps what statusgen remembers between builds; without it every build makes the whole history anew.
// The folder may be missing or stale: statusgen believes nothing in it that does not fit.

const FOLDER = ".statusgen-cache";

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(FOLDER),
  onPostBuild: ({ utils }) => utils.cache.save(FOLDER),
};
