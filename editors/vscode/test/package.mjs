// What is tested of the package itself: what it holds, how big it is, and what was said when it was made.
// node test/package.mjs VSIX LOG: these cases alone, as a release runs them. PLANLS: the server that is in the package.
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";

// The reader of archives that the packager brings along.
const { open } = createRequire(createRequire(import.meta.url).resolve("@vscode/vsce"))("yauzl");

/** What is in the package beside the server. */
const FILES = [
  "LICENSE.txt", "changelog.md", "dist/extension.js", "icon.png", "images/fix.png", "images/plan.png", "images/status.png",
  "package.json", "readme.md", "walkthrough/fill.md", "walkthrough/follow.md", "walkthrough/new.md",
];
const SERVER = /^server\/planls(\.exe)?$/;
/** Bytes, compressed: all but the server; the whole package with the server of a release. */
const ROOM = 800_000;
const WHOLE = 8_000_000;

/** The cases: a name and what is done. */
export function packaged(vsix, log) {
  const entries = async () => {
    const archive = await promisify(open)(vsix, { lazyEntries: false });
    const found = [];
    archive.on("entry", (entry) => found.push(entry));
    await new Promise((resolve, reject) => archive.on("end", resolve).on("error", reject));
    const inside = found.filter(({ fileName }) => fileName.startsWith("extension/"));
    return inside.map(({ fileName, compressedSize }) => ({ name: fileName.slice("extension/".length), size: compressedSize }));
  };
  const bytes = (files) => files.reduce((sum, { size }) => sum + size, 0);
  return [
    ["the package holds what it needs and no more", async () => {
      const names = (await entries()).map(({ name }) => name).sort();
      assert.deepStrictEqual(names.filter((name) => !SERVER.test(name)), FILES);
      assert.strictEqual(names.length, FILES.length + 1, "one server");
    }],
    ["the package is small", async () => {
      const files = await entries();
      const rest = bytes(files.filter(({ name }) => !SERVER.test(name)));
      assert(rest < ROOM, `${rest} bytes beside the server`);
      const debug = execFileSync(process.env.PLANLS, ["--version"], { encoding: "utf8" }).includes("debug build");
      assert(debug || bytes(files) < WHOLE, `${bytes(files)} bytes with the server`);
    }],
    ["packaging warns of nothing", () => {
      // That the server is most of the package is what the package is for; npm's own words are about the machine.
      const said = readFileSync(log, "utf8").replace(/^The file extension\/server\/planls\S* is large .*$|^npm .*$/gm, "");
      assert.doesNotMatch(said, /warn|error|is large|deprecat/i);
    }],
    ["the settings are those of the server", () => execFileSync("node", ["scripts/generate.mjs", "--check"], { stdio: "pipe" })],
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, run] of packaged(...process.argv.slice(2))) {
    await run();
    console.log(`ok ${name}`);
  }
}
