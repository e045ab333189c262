--- One Neovim under test: a child process that is typed into and looked at over RPC, as a person would. No user
--- interface is attached, no state of the person running the tests is read, and nothing sleeps: every look waits until
--- what it looks for is there.
local Editor = {}
Editor.__index = Editor

local PATIENCE = 20000

--- Starts a Neovim like the one that runs this file, with the plug-in `runtime`, the server `planls` and the working
--- directory `cwd`. `others` are commands of more servers for Markdown by name, `settings` those of planls.
function Editor.start(runtime, planls, cwd, others, settings)
  -- The program may be a script that starts Neovim through a loader.
  local command = { vim.env.PLANLS_NVIM or vim.v.progpath, '--embed', '--headless', '--clean', '-n', '--cmd', 'set rtp^=' .. runtime }
  local channel = vim.fn.jobstart(command, { rpc = true, cwd = cwd })
  assert(channel > 0, 'Neovim does not start')
  local editor = setmetatable({ channel = channel, cwd = cwd }, Editor)
  editor:lua([[
    local planls, others, settings = ...
    vim.g.planls = { inlay_hints = true, code_lenses = true }
    vim.o.completeopt = 'menuone,noselect,popup'
    vim.lsp.config('planls', { cmd = { planls, 'lsp' }, settings = { planls = settings } })
    vim.lsp.enable('planls')
    for name, command in pairs(others) do
      vim.lsp.config(name, { cmd = command, filetypes = { 'markdown' }, root_markers = { 'planls.toml' } })
      vim.lsp.enable(name)
    end
    vim.api.nvim_create_autocmd('LspAttach', { callback = function(event)
      vim.lsp.completion.enable(true, event.data.client_id, event.buf)
    end })
    -- A list that a person would see in a window is kept for the test to read.
    function _G.keep_list(list) _G.kept = vim.tbl_map(function(item) return item.text or '' end, list.items) end
  ]], planls, others or vim.empty_dict(), settings or vim.empty_dict())
  return editor
end

--- Runs Lua code in the editor with the arguments as `...`, and returns its result.
function Editor:lua(code, ...)
  local result = vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
  return result ~= vim.NIL and result or nil
end

--- Waits until the Lua code is true, and returns its value; the error `what` after PATIENCE milliseconds.
function Editor:wait(what, code, ...)
  local arguments, value = { ... }, nil
  vim.wait(PATIENCE, function()
    value = self:lua(code, unpack(arguments))
    return value and true or false
  end, 10)
  if not value then
    error(what, 0)
  end
  return value
end

--- Types keys, as `nvim_input` writes them; they are used up later, so wait for what they do.
function Editor:keys(keys)
  vim.rpcrequest(self.channel, 'nvim_input', keys)
end

function Editor:lines()
  return self:lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)')
end

--- Opens a file as it is on disk, forgets earlier changes, and waits for the server and its first findings.
function Editor:open(file)
  self:lua([[
    vim.cmd.stopinsert()
    vim.snippet.stop()
    vim.cmd('silent! %bwipeout!')
    vim.cmd.edit(...)
  ]], self.cwd .. '/' .. file)
  self:wait('planls does not attach to ' .. file, [[return #vim.lsp.get_clients({ bufnr = 0, name = 'planls' }) > 0]])
end

--- Puts the cursor where `place`, a part of a line, has its `$0`, in the first line that holds the rest of it.
function Editor:cursor(place)
  local before, after = place:match('^(.-)%$0(.*)$')
  assert(before, 'no $0 in the place ' .. place)
  for row, line in ipairs(self:lines()) do
    local from = line:find(before .. after, 1, true)
    if from then
      self:lua('vim.api.nvim_win_set_cursor(0, { ... })', row, from - 1 + #before)
      return
    end
  end
  error('no line holds `' .. before .. after .. '`', 0)
end

--- Runs a function of vim.lsp.buf that lists places, and returns the texts it would list once there are any.
function Editor:list(name, ...)
  self:lua([[
    _G.kept = nil
    local name, argument = ...
    local list = vim.lsp.buf[name]
    if argument ~= nil then list(argument, { on_list = keep_list })
    elseif name == 'references' then list(nil, { on_list = keep_list })
    else list({ on_list = keep_list }) end
  ]], name, ...)
  return self:wait(name .. ' lists nothing', 'return _G.kept and #_G.kept > 0 and _G.kept')
end

function Editor:stop()
  vim.fn.jobstop(self.channel)
end

return Editor
