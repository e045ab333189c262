---@brief
---
--- https://github.com/planls/planls
---
--- `planls`, a language server for plan documents in Markdown: phases, steps, risks, rollback, acceptance criteria,
--- timelines. It is silent on every other document, so it can run beside any other Markdown server.
---
--- `planls` can be installed with `cargo`:
---
--- ```sh
--- cargo install planls --locked
--- ```
---
--- Settings have the shape of `planls.toml`, which is the better place for what a team shares:
---
--- ```lua
--- vim.lsp.config('planls', {
---   settings = {
---     planls = {
---       rules = { ['vague-criterion'] = 'off' },
---       templates = { default = 'phased' },
---     },
---   },
--- })
--- ```

local markers = { 'planls.toml', '.planls.toml', '.planls' }

---@type vim.lsp.Config
return {
  cmd = { 'planls', 'lsp' },
  filetypes = { 'markdown' },
  root_markers = vim.fn.has('nvim-0.11.3') == 1 and { markers, { '.git' } } or vim.list_extend(markers, { '.git' }),
  settings = { planls = vim.empty_dict() },
}
