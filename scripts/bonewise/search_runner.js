/* Runs the site's own search engine in Node: queries in by standard input as JSON, the ids it finds out as JSON. */
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");

const [site, limit] = [process.argv[2], Number(process.argv[3])];
const context = vm.createContext({});
const run = async (file) => vm.runInContext(fs.readFileSync(path.join(site, file), "utf8"), context, { filename: file });

(async () => {
  await run("assets/search.js");
  const index = context.bonewiseSearch.open("assets/", run);
  const answers = [];
  for (const query of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const { results, corrected, urgent } = await index.search(query, { limit });
    answers.push({ ids: results.map((each) => each.id), corrected, urgent });
  }
  process.stdout.write(JSON.stringify(answers));
})().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
