--- :checkhealth planls: is the server there, is it enabled, is it attached, and what does it make of the configuration.
--- Only asks; :checkhealth vim.lsp shows the client's own state.
local M = {}
local health = vim.health

--- Runs a command; its output (both streams, trimmed) and exit code, or nil when it cannot be run.
local function output(command, directory)
  local called, process = pcall(vim.system, command, { cwd = directory, text = true })
  if not called then
    return nil
  end
  local result = process:wait(10000)
  return vim.trim((result.stdout or '') .. (result.stderr or '')), result.code
end

function M.check()
  health.start('planls')
  if vim.fn.has('nvim-0.11') == 0 then
    health.error('Neovim 0.11 or newer is needed', { 'Earlier versions have no vim.lsp.config' })
    return
  end

  if not vim.lsp.config.planls then
    health.error('there is no `vim.lsp.config.planls`', { 'Put the folder with lsp/planls.lua on the runtimepath' })
    return
  end
  local program = require('planls').program()
  local version, failed = output({ program, '--version' })
  if not version or failed ~= 0 then
    health.error(('`%s` cannot be run'):format(program), {
      'Install it: cargo install planls --locked',
      "or name it: vim.lsp.config('planls', { cmd = { '/path/to/planls', 'lsp' } })",
    })
    return
  end
  health.ok(('%s (%s)'):format(version, vim.fn.exepath(program)))

  if vim.lsp.is_enabled and not vim.lsp.is_enabled('planls') then
    health.warn('not enabled', { "Put vim.lsp.enable('planls') in your init.lua" })
  end

  local clients = vim.lsp.get_clients({ name = 'planls' })
  if #clients == 0 then
    health.info('not running: it starts when a Markdown file is opened')
  end
  for _, client in ipairs(clients) do
    local where = client.root_dir or 'no project, single files'
    health.ok(('running in %s, attached buffers: %d'):format(where, vim.tbl_count(client.attached_buffers)))
    local effective, broken = output({ program, 'config' }, client.root_dir)
    if broken == 0 then
      health.ok('the configuration is read')
    else
      health.error('the configuration cannot be used', effective)
    end
  end
end

return M
