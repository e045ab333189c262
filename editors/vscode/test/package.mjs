// What is tested of the package itself: what it holds, how big it is, and what was said when it was made.
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { promisify } from "node:util";

// The reader of archives that the packager brings along.
const { open } = createRequire(createRequire(import.meta.url).resolve("@vscode/vsce"))("yauzl");

/** What is in the package beside the server; bytes it may take, compressed. */
const FILES = [
  "LICENSE.txt", "changelog.md", "dist/extension.js", "icon.png", "images/fix.png", "images/plan.png", "images/status.png",
  "package.json", "readme.md", "server/planls", "walkthrough/fill.md", "walkthrough/follow.md", "walkthrough/new.md",
];
const ROOM = 800_000;

/** The cases: a name and what is done. */
export function packaged(vsix, log) {
  const entries = async () => {
    const archive = await promisify(open)(vsix, { lazyEntries: false });
    const found = [];
    archive.on("entry", (entry) => found.push(entry));
    await new Promise((resolve, reject) => archive.on("end", resolve).on("error", reject));
    return found.filter(({ fileName }) => fileName.startsWith("extension/"));
  };
  return [
    ["the package holds what it needs and no more", async () => {
      const names = (await entries()).map(({ fileName }) => fileName.slice("extension/".length));
      assert.deepStrictEqual(names.sort(), FILES);
    }],
    ["the package is small", async () => {
      const rest = (await entries()).filter(({ fileName }) => fileName !== "extension/server/planls");
      const bytes = rest.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
      assert(bytes < ROOM, `${bytes} bytes beside the server`);
    }],
    ["packaging warns of nothing", () => {
      // Unless of the server, which is as large as its debug build.
      const said = readFileSync(log, "utf8").replace(/^The file extension\/server\/planls is large .*$/m, "");
      assert.doesNotMatch(said, /warn|error|is large|deprecat/i);
    }],
    ["the settings are those of the server", () => execFileSync("node", ["scripts/generate.mjs", "--check"], { stdio: "pipe" })],
  ];
}
