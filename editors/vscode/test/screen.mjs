// What is tested on the screen, as the user sees and clicks it, in this order; each case leaves a picture.
const PATIENCE = 30_000;

/** The cases: a name and what is done. */
export function screen(page, shots) {
  const shot = (name) => page.screenshot({ path: `${shots}/${name}.png` });
  const seen = (selector) => page.locator(selector).first().waitFor({ timeout: PATIENCE });
  const open = async (file) => {
    const row = page.locator(`.explorer-folders-view .monaco-list-row >> text=${file}`);
    await row.first().waitFor({ timeout: 60_000 });
    await row.first().dblclick();
  };
  const plan = ".pane:has(.title:text-is('Plan')) .monaco-list-row";
  const command = async (name) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(`>${name}`);
    await page.locator(`.quick-input-widget .monaco-list-row:has-text("${name}")`).first().click();
  };

  return [
    ["the status bar shows the progress of the plan", async () => {
      await open("checkout.md");
      await seen(".statusbar-item:has-text('phased · 7/18')");
      await shot("status");
    }],
    ["the view “Plan” shows phases, steps and tasks", async () => {
      await command("Focus on Plan View");
      await seen(`${plan}:has-text("Phase 2: Payment Step")`);
      await page.locator(`${plan}:has-text("Step 2.1")`).first().click();
      await page.keyboard.press("ArrowRight");
      await seen(`${plan}:has-text("Answer 404")`);
      await shot("plan");
    }],
    ["a box of the view ticks the task in the text", async () => {
      await page.locator(`${plan}:has-text("Answer 404") .monaco-checkbox, ${plan}:has-text("Answer 404") .custom-view-tree-node-item-checkbox`).first().click();
      await seen(".statusbar-item:has-text('phased · 8/18')");
      await shot("ticked");
    }],
    ["problems are underlined and offered a fix", async () => {
      await open("search-index-faulty.md");
      await seen(".squiggly-warning, .squiggly-error, .squiggly-info");
      await command("Focus on Problems View");
      await seen(".markers-panel .monaco-list-row:has-text('rollback')");
      await shot("problems");
    }],
  ];
}
