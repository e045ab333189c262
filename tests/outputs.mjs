// What planls prints for other programs, read by those programs' own means: SARIF against its schema, Mermaid's parser,
// an XML and an HTML parser, the linter inside of Even Better TOML. `tests/run outputs` installs them; arguments: the
// binary, the folder they are in, then folders or files with plans.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [planls, readers, ...paths] = process.argv.slice(2);
const require = createRequire(join(readers, "package.json"));
const { JSDOM } = require("jsdom");
const Ajv = require("ajv-draft-04").default;
const formats = require("ajv-formats").default;

const folder = mkdtempSync(join(tmpdir(), "planls-outputs-"));
// What documents may contain to get out of the place where they are shown.
const words = ["end", "class x", "%% c", "a:b;c#d", '"q"', "`]]>`", "{{X}}", "[b](c)", "1. x", "- y", "<!-- -->", "::error::z", "計画", "\\", "&amp;"];
const phase = (word, n) => `## Phase ${n + 1}: ${word}\n**Estimate:** ${n + 1} days\n${n ? `**Depends on:** Phase ${n}\n` : ""}### Step ${n + 1}.1: ${word}\n- [ ] ${word}\n`;
const timeline = words.map((word, n) => `| ${word} | 2026-03-${10 + n} | 2026-03-${11 + n} |\n`).join("");
const hostile = join(folder, "a plan & <b>'s.md");
writeFileSync(hostile, `<!-- planls: plan -->\n# Plan: ${words.join(" ")}\n${words.map(phase).join("")}\n## Timeline\n| Phase | Start | End |\n|---|---|---|\n${timeline}`);
writeFileSync(join(folder, "unreadable.md"), Buffer.from([0x23, 0xff, 0xfe]));

// Exit codes are tested elsewhere; here only what was printed counts.
const run = (...args) => {
  try {
    return execFileSync(planls, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return error.stdout;
  }
};
let checked = 0;
const must = (holds, what) => {
  checked += 1;
  if (!holds) throw new Error(what);
};

const schema = JSON.parse(readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats(ajv);
const sarif = ajv.compile(schema);

const page = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import(require.resolve("mermaid").replace(/mermaid\.[^/]*$/, "mermaid.core.mjs"));

for (const path of [...paths, folder, hostile]) {
  must(sarif(JSON.parse(run("check", path, "--format", "sarif"))), `${path}: SARIF: ${ajv.errorsText(sarif.errors)}`);

  const junit = new page.window.DOMParser().parseFromString(run("check", path, "--format", "junit"), "application/xml");
  must(junit.documentElement.nodeName === "testsuites", `${path}: JUnit is not XML`);
  const cases = junit.querySelectorAll("testcase").length;
  const stated = [...junit.querySelectorAll("testsuite")].reduce((sum, suite) => sum + Number(suite.getAttribute("tests")), 0);
  must(cases === stated, `${path}: JUnit states ${stated} tests and has ${cases}`);

  for (const line of run("check", path, "--format", "jsonl").split("\n").filter(Boolean)) {
    must(typeof JSON.parse(line).path === "string", `${path}: JSON lines: ${line}`);
  }
  for (const line of run("check", path, "--format", "github").split("\n").filter(Boolean)) {
    must(/^::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[^,:]+::/.test(line), `${path}: annotation: ${line}`);
  }

  const html = new JSDOM(run("status", path, "--format", "html")).window.document;
  must(html.querySelector("main h1") && !html.querySelector("script, link, img, iframe, [onerror], [onload]"), `${path}: page`);
  must(await mermaid.parse(run("status", path, "--format", "mermaid")), `${path}: Gantt chart`);
}
for (const path of [...paths, hostile].filter((path) => path.endsWith(".md"))) {
  must(await mermaid.parse(run("outline", path, "--format", "mermaid")), `${path}: flowchart`);
}
// The schema of planls.toml, read as TOML extensions read it: for the files, and from the place, that the extension names.
const { contributes } = JSON.parse(readFileSync("editors/vscode/package.json"));
for (const { fileMatch, url } of contributes.tomlValidation) {
  const place = join(process.cwd(), url.split("/main/")[1]);
  const globs = fileMatch.map((name) => `**/${name}`);
  const config = join(folder, "taplo.toml");
  writeFileSync(config, `[[rule]]\ninclude = ${JSON.stringify(globs)}\nschema = { enabled = true, url = "file://${place}" }\n`);
  const said = (name, text) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(join(readers, "node_modules/.bin/taplo"), ["lint", "--config", config, file], { cwd: folder, encoding: "utf8" });
    return status === 0 ? "" : stderr;
  };
  const sound = readFileSync("examples/planls.toml", "utf8");
  for (const name of fileMatch) {
    must(said(name, sound) === "", `${name}: the example is said to be faulty`);
    must(said(name, '[rules]\nmissing-risk = "off"\n').includes("missing-risk"), `${name}: an unknown rule passes`);
    must(said(name, "[editor]\nlenses = 3\n").includes("lenses"), `${name}: a number for a switch passes`);
    must(said(name, '[editor]\noutline = "all"\n').includes('"phases"'), `${name}: an unknown choice passes`);
  }
  must(said("other.toml", '[rules]\nmissing-risk = "off"\n') === "", "other files are judged, too");
}

console.log(`${checked} outputs are well-formed`);
process.exit(0);
