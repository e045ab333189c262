// npm run generate: the settings in package.json from the server's configuration schema and rule table. With `--check`
// nothing is written, and the exit code is 1 when they are others.
// The server: $PLANLS, or the debug build.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

process.chdir(join(import.meta.dirname, ".."));
const planls = process.env.PLANLS ?? "../../target/debug/planls";
const ask = (...args) => JSON.parse(execFileSync(planls, args, { encoding: "utf8" }));
const schema = ask("config", "--schema");
const { rules } = ask("rules", "--format", "json");

const own = {
  "planls.server.path": {
    type: ["null", "string"],
    default: null,
    scope: "machine-overridable",
    markdownDescription:
      "The server to run. `~` and `${workspaceFolder}` may be used. Nothing: the one in this extension, else `planls` on `PATH`.",
  },
  "planls.trace.server": {
    type: "string",
    enum: ["off", "messages", "verbose"],
    enumDescriptions: ["Nothing.", "Which messages go to the server and back.", "The messages in full."],
    default: "off",
    scope: "window",
    markdownDescription: "What of the talk with the server the log holds.",
  },
};

// One setting per value; a table with names as keys (rules, aliases) is one setting.
const settings = Object.entries(schema.properties).flatMap(([name, property]) => {
  const group = inline(property);
  const open = name === "rules" || name === "aliases" || group.type !== "object";
  return open ? [[name, group]] : Object.entries(group.properties).map(([key, value]) => [`${name}.${key}`, value]);
});

const properties = { ...own };
for (const [name, value] of settings) {
  const { description, ...rest } = described(inline(value));
  const text = description?.replace(/\n/g, " ");
  properties[`planls.${name}`] = { ...nullable(rest), scope: "resource", markdownDescription: text };
}

const file = JSON.parse(readFileSync("package.json", "utf8"));
file.contributes.configuration = { title: "planls", properties };
const before = readFileSync("package.json", "utf8");
const after = `${JSON.stringify(file, null, 2)}\n`;
if (after !== before && process.argv.includes("--check")) {
  console.error("the settings in package.json are not those of the server: npm run generate");
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync("package.json", after);
}

/** The schema with what it refers to in its place: settings cannot refer. */
function inline(value) {
  if (Array.isArray(value)) {
    return value.map(inline);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const { $ref, ...rest } = value;
  const target = $ref ? inline(schema.$defs[$ref.split("/").at(-1)]) : {};
  return { ...target, ...Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, inline(inner)])) };
}

/** The levels of a rule with the level it has anyway. */
function described(value) {
  for (const { name, generic, template } of rules) {
    const rule = value.properties?.[name];
    if (rule?.enum) {
      const usual = generic === template ? generic : `${template} in plans that follow a template, ${generic} in others`;
      rule.description = `${rule.description}. Usually: ${usual}.`;
    }
  }
  return value;
}

/** What is not set is null (or an empty list or object), and is not sent to the server. */
function nullable(value) {
  if (value.type === "object") {
    return { ...value, default: {} };
  }
  if (value.type === "array") {
    return { ...value, default: [] };
  }
  const types = [value.type].flat().filter((type) => type !== "null");
  return { ...value, type: ["null", ...types], default: null };
}
