/* Asks a built search each query as a browser that holds nothing would, and tells the bytes that a server with gzip sends
   until the first result is there: the two scripts, and what the engine asks for. */
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), zlib = require("zlib");

const site = process.argv[2], sizes = new Map();
const read = (name) => fs.readFileSync(path.join(site, name), "utf8");
const size = (name) => {
  if (!sizes.has(name)) sizes.set(name, zlib.gzipSync(read(name), { level: 9 }).length);
  return sizes.get(name);
};
const engine = new vm.Script(read("assets/search.js"));

const weigh = async (query) => {
  const context = vm.createContext({}), asked = ["assets/search.js", "assets/search-box.js"];
  engine.runInContext(context);
  const index = context.bonewiseSearch.open("assets/", async (name) => {
    asked.push(name);
    vm.runInContext(read(name), context);
  });
  const { ranked } = await index.find(query);
  if (ranked.length) await index.result(ranked[0]);
  return asked.reduce((sum, name) => sum + size(name), 0);
};

(async () => {
  const weights = [];
  for (const query of JSON.parse(fs.readFileSync(0, "utf8"))) weights.push(await weigh(query));
  process.stdout.write(JSON.stringify(weights));
})();
