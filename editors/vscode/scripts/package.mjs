// npm run package [-- --target linux-x64]: planls-TARGET.vsix with the server for this machine or the target named.
// The server: $PLANLS, or the release build, which is made first, and from which the settings are generated.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

process.chdir(join(import.meta.dirname, ".."));
const { values } = parseArgs({ options: { target: { type: "string" }, out: { type: "string" } } });
const target = values.target ?? `${process.platform}-${process.arch}`;
const program = target.startsWith("win32") ? "planls.exe" : "planls";

if (!process.env.PLANLS) {
  execFileSync("cargo", ["build", "--release", "--locked", "--quiet"], { cwd: "../..", stdio: "inherit" });
  process.env.PLANLS = `../../target/release/${program}`;
  await import("./generate.mjs");
}
rmSync("server", { recursive: true, force: true });
mkdirSync("server");
copyFileSync(process.env.PLANLS, `server/${program}`);
chmodSync(`server/${program}`, 0o755);
await createVSIX({ target, packagePath: values.out ?? `planls-${target}.vsix`, dependencies: false });
