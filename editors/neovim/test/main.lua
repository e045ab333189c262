--- nvim -l main.lua RUNTIME PLANLS WORKSPACE RUMDL: runs every case of cases.lua in a Neovim of its own workspace, prints a
--- line for each, and `N passed, N failed` at the end. Exit code 1 when one failed.
local runtime, planls, workspace, rumdl = unpack(arg)
local here = vim.fs.dirname(vim.fs.abspath(arg[0]))
package.path = here .. '/?.lua;' .. package.path
local Editor, run, cases = require('editor'), require('verbs').run, require('cases')

local passed, failed = 0, 0
local function report(name, good, err)
  passed, failed = passed + (good and 1 or 0), failed + (good and 0 or 1)
  io.stdout:write((good and 'ok ' or 'not ok ') .. name .. '\n')
  if not good then
    io.stdout:write('  ' .. tostring(err):gsub('\n', '\n  ') .. '\n')
  end
end

local editor = Editor.start(runtime, planls, workspace)
report('the server starts, for the project with planls.toml', pcall(function()
  editor:open(cases[1].file)
  editor:wait('another root', [[return vim.lsp.get_clients({ bufnr = 0, name = 'planls' })[1].root_dir == ...]], workspace)
end))
if failed > 0 then
  cases = {}
end
for _, case in ipairs(cases) do
  report(case[1], pcall(run, editor, case))
end

if failed == 0 then
  report('a plan is written from an empty buffer to no findings', pcall(require('session'), editor))
end
report('nothing was said in :messages', pcall(function()
  local messages = editor:lua([[return vim.api.nvim_exec2('messages', { output = true }).output]])
  assert(not messages:lower():find('error') and not messages:lower():find('planls'), messages)
end))
report('the server stops', pcall(function()
  editor:lua([[_G.client = vim.lsp.get_clients({ name = 'planls' })[1]; vim.lsp.enable('planls', false); _G.client:stop()]])
  editor:wait('it does not', 'return _G.client:is_stopped()')
end))
editor:stop()

local start = setmetatable({ rumdl = { rumdl, 'server' } }, {
  __call = function(_, others, settings) return Editor.start(runtime, planls, workspace, others, settings) end,
})
report('the Lua of README.md and of the help runs', pcall(require('snippets'), start, runtime, planls))
for _, case in ipairs(require('beside')) do
  report(case[1], pcall(case[2], start))
end

io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
