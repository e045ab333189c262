// What is tested on the screen, as the user sees and clicks it, in this order; most cases leave a picture.
const PATIENCE = 30_000;

/** The cases: a name and what is done. */
export function screen(page, shots) {
  const shot = (name) => page.screenshot({ path: `${shots}/${name}.png` });
  const seen = (selector) => page.locator(selector).first().waitFor({ timeout: PATIENCE });
  const click = (selector) => page.locator(selector).first().click({ timeout: PATIENCE });
  const open = (file) => page.locator(`.explorer-folders-view .monaco-list-row >> text=${file}`).first().dblclick({ timeout: 60_000 });
  const folder = ".pane-header[aria-label*='workspace']";
  const plan = ".pane:has(.title:text-is('Plan')) .monaco-list-row";
  const pick = ".quick-input-widget .monaco-list-row";
  const type = (text) => page.locator(".quick-input-widget input[type=text]").first().fill(text, { timeout: PATIENCE });
  /** Acts again until it is seen: what is clicked may have been drawn anew in that moment. */
  const until = async (selector, act) => {
    for (let left = 30; ; left--) {
      await act();
      const shown = await page.locator(selector).first().waitFor({ timeout: 2_000 }).then(() => true, () => false);
      if (shown) return;
      if (left === 0) throw new Error(`${selector} does not show`);
    }
  };
  const command = async (name) => {
    await page.keyboard.press("F1");
    await type(`>${name}`);
    await click(`${pick}:has-text("${name}")`);
  };

  return [
    ["the status bar shows the progress of the plan, and a click explains it", async () => {
      await open("checkout.md");
      await until(".notification-list-item:has-text('7 of 18 tasks are done')", async () => {
        await click(".statusbar-item:has-text('phased · 7/18') a");
        await command("Notifications: Show Notifications");
      });
      await command("Notifications: Clear All Notifications");
    }],
    ["the view “Plan” shows phases, steps and tasks", async () => {
      await command("Focus on Plan View");
      await seen(`${plan}:has-text("Phase 2: Payment Step")`);
      await click(folder);
      await click(`${plan}:has-text("Step 2.1")`);
      await page.keyboard.press("ArrowRight");
      await seen(`${plan}:has-text("Answer 404")`);
      await shot("plan");
    }],
    ["a box of the view ticks the task in the text", async () => {
      const task = `${plan}:has-text("Answer 404")`;
      await click(`${task} .monaco-checkbox, ${task} .custom-view-tree-node-item-checkbox`);
      await seen(".statusbar-item:has-text('phased · 8/18')");
    }],
    ["the status page shows the plan as it is, beside it", async () => {
      await command("Plan: Show Status Page");
      const inside = page.frameLocator("iframe.webview").frameLocator("#active-frame");
      await inside.locator("h1:has-text('Saved Cards at Checkout')").waitFor({ timeout: PATIENCE });
      await inside.locator("text=8 of 18").first().waitFor({ timeout: PATIENCE });
      await shot("status");
      await page.locator(".tab:has-text('Plan Status')").first().click({ button: "middle" });
      await page.locator(".tab:has-text('Plan Status')").first().waitFor({ state: "detached", timeout: PATIENCE });
    }],
    ["problems are underlined and offered a fix", async () => {
      await click(folder);
      await open("search-index-faulty.md");
      await command("Focus on Problems View");
      await seen(".markers-panel .monaco-list-row:has-text('rollback')");
      await click(".tab:has-text('search-index-faulty.md')");
      await seen(".squiggly-warning, .squiggly-error, .squiggly-info");
      await click(".view-line:has-text('Implementation Plan: Search Index per Tenant')");
      await until(".action-widget .monaco-list-row:has-text('Rollback Plan')", () => page.keyboard.press("Control+."));
      await shot("fix");
      await page.keyboard.press("Escape");
    }],
    ["a new plan is made from a template", async () => {
      await command("Plan: New Plan from Template");
      await click(`${pick}:has-text("phased")`);
      await seen(".quick-input-widget:has-text('What is planned?')");
      await type("Night Mode");
      await page.keyboard.press("Enter");
      await seen(".view-line:has-text('Night Mode')");
    }],
    ["the walkthrough starts with a template", async () => {
      await command("Welcome: Open Walkthrough");
      await click(`${pick}:has-text("Write plans with planls")`);
      await seen(".getting-started-step:has-text('Start from a template')");
      await shot("walkthrough");
      await click(".getting-started-step .monaco-button:has-text('New Plan from Template')");
      await seen(`${pick}:has-text("spec-driven")`);
      await page.keyboard.press("Escape");
    }],
  ];
}
