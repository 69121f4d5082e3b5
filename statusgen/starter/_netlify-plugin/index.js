// Keeps between builds what statusgen remembers, and where it is installed. The folders may be missing,
// stale or damaged: statusgen believes nothing that does not fit, and environment.py installs anew.

const FOLDERS = [".statusgen-cache", ".statusgen-venv"];

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(FOLDERS),
  onPostBuild: ({ utils }) => utils.cache.save(FOLDERS),
};
