// node browser.mjs PORT WORKSPACE E2E CACHE: the cases of the package, then the real workbench in headless Chromium: the cases
// in the extension host, and those of screen.mjs on the screen. Prints a line per case and `N passed, N failed`; the package is
// in CACHE, and pictures go into CACHE/shots.
import { chromium } from "playwright-core";
import { packaged } from "./package.mjs";
import { screen } from "./screen.mjs";

const [port, workspace, e2e, cache] = process.argv.slice(2);
const shots = `${cache}/shots`;
const host = `127.0.0.1:${port}`;
const remote = (path) => `vscode-remote://${host}${path}`;
const PATIENCE = 240_000;
const count = { passed: 0, failed: 0 };

function said(line) {
  console.log(line);
  count[line.startsWith("ok ") ? "passed" : "failed"]++;
}

const browser = await chromium.launch({
  executablePath: `${cache}/chromium`,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
});

async function inExtensionHost() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const end = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  await page.exposeFunction("codeAutomationLog", (_, args) => {
    const text = args.join(" ");
    if (/^(not )?ok /.test(text)) said(text);
  });
  const payload = [["extensionDevelopmentPath", remote(e2e)], ["extensionTestsPath", remote(`${e2e}/index.js`)], ["skipWelcome", "true"], ["skipReleaseNotes", "true"]];
  await page.goto(`http://${host}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  const code = await Promise.race([end, new Promise((resolve) => setTimeout(resolve, PATIENCE, "timeout"))]);
  if (code === "timeout") said("not ok the cases in the extension host did not end");
  if (count.failed > 0) await page.screenshot({ path: `${shots}/failed.png` });
  await page.close();
}

async function onScreen() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://${host}/?folder=${workspace}&payload=${encodeURIComponent(JSON.stringify([["skipWelcome", "true"]]))}`);
  await each(screen(page, shots), (number) => page.screenshot({ path: `${shots}/failed-on-screen-${number}.png` }));
}

async function each(cases, failed = () => {}) {
  for (const [name, run] of cases) {
    try {
      await run();
      said(`ok ${name}`);
    } catch (error) {
      said(`not ok ${name}: ${error.stderr ?? error.message}`);
      await failed(count.failed);
    }
  }
}

try {
  await each(packaged(`${cache}/planls.vsix`, `${cache}/package.log`));
  await inExtensionHost();
  await onScreen();
} finally {
  await browser.close();
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0);
