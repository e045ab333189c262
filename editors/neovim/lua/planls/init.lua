--- The :Planls subcommands, and what is shown in a plan without being asked. All but `next` run the `planls` that the
--- language client is configured to run and show what it prints, whether the server runs or not; none changes a file.
local M = {}

--- The program that the language client is configured to run: `planls` unless `cmd` names another one.
---@return string
function M.program()
  local cmd = (vim.lsp.config.planls or {}).cmd
  return type(cmd) == 'table' and cmd[1] or 'planls'
end

--- Runs `planls` with `arguments` in the current plan's project; the standard output, or nil after saying what failed.
--- `check` exits 1 when it found something: that is an answer too.
---@param arguments string[]
---@param input? string[] lines of standard input
---@return string?
local function planls(arguments, input)
  local program = M.program()
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'planls' })[1]
  local called, process = pcall(vim.system, { program, unpack(arguments) }, { cwd = client and client.root_dir, stdin = input, text = true })
  if not called then
    vim.notify(('planls: `%s` cannot be run: see :checkhealth planls'):format(program), vim.log.levels.ERROR)
    return nil
  end
  local result = process:wait(10000)
  if result.code > 1 or result.signal ~= 0 then
    vim.notify('planls: ' .. vim.trim(result.stderr), vim.log.levels.ERROR)
    return nil
  end
  return result.stdout
end

--- Shows `text` in a split that goes away with its window.
---@param name string
---@param text string
---@param filetype? string
local function show(name, text, filetype)
  vim.cmd('new')
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.api.nvim_buf_set_name(0, 'planls://' .. name .. '/' .. vim.api.nvim_get_current_buf())
  vim.bo.filetype = filetype or ''
  vim.bo.modifiable = false
end

--- The rule of the planls diagnostic nearest to the cursor on its line.
---@return string?
local function rule_here()
  local cursor = vim.api.nvim_win_get_cursor(0)
  local rule, distance
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = cursor[1] - 1 })) do
    local away = math.max(diagnostic.col - cursor[2], cursor[2] - diagnostic.end_col, 0)
    if diagnostic.source == 'planls' and (not distance or away < distance) then
      rule, distance = tostring(diagnostic.code), away
    end
  end
  return rule
end

--- The lines of the open tasks of an outline (`planls/status`), from 1 and in order.
---@param nodes table[]
---@param lines? integer[]
---@return integer[]
local function open_tasks(nodes, lines)
  lines = lines or {}
  for _, node in ipairs(nodes) do
    if node.kind == 'task' and node.progress.done < node.progress.total then
      lines[#lines + 1] = node.line
    end
    open_tasks(node.children, lines)
  end
  return lines
end

--- Goes to the first open task after the cursor, from the top again when there is none.
local function next_task()
  local client = vim.lsp.get_clients({ bufnr = 0, name = 'planls' })[1]
  if not client then
    vim.notify('planls: does not run here: see :checkhealth planls', vim.log.levels.WARN)
    return
  end
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  client:request('planls/status', { textDocument = vim.lsp.util.make_text_document_params(buffer) }, function(_, outline)
    if not vim.api.nvim_win_is_valid(window) or vim.api.nvim_win_get_buf(window) ~= buffer then
      return
    end
    local lines = open_tasks(type(outline) == 'table' and outline.sections or {})
    local here = vim.api.nvim_win_get_cursor(window)[1]
    local line = vim.iter(lines):find(function(line) return line > here end) or lines[1]
    if not line then
      vim.notify('planls: no task is open')
      return
    end
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_cursor(window, { math.min(line, vim.api.nvim_buf_line_count(buffer)), 0 })
    vim.cmd('normal! ^')
  end, buffer)
end

---@class planls.Subcommand
---@field run fun(argument?: string)
---@field complete? fun(): string[] the first words of what a `planls` list prints

--- The `key` of every entry of the JSON list that `planls ARGUMENTS --format json` prints.
local function names(arguments, key)
  return function()
    local ok, list = pcall(vim.json.decode, planls(arguments) or '')
    return ok and vim.iter(list[arguments[1]] or list):map(function(entry) return entry[key] end):totable() or {}
  end
end

---@type table<string, planls.Subcommand>
local subcommands = {
  new = {
    run = function(template)
      local text = planls({ 'new', template })
      if not text then
        return
      end
      local empty = vim.bo.buftype == '' and vim.bo.modifiable and vim.deep_equal(vim.api.nvim_buf_get_lines(0, 0, -1, false), { '' })
      if not empty then
        vim.cmd('new')
      end
      vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text:gsub('\n$', ''), '\n'))
      vim.bo.filetype = 'markdown'
    end,
    complete = names({ 'templates', '--format', 'json' }, 'id'),
  },
  explain = {
    run = function(rule)
      rule = rule or rule_here()
      if not rule then
        vim.notify('planls: no planls diagnostic on this line; name a rule', vim.log.levels.WARN)
        return
      end
      local text = planls({ 'explain', rule })
      if text then
        show('explain/' .. rule, text, 'markdown')
      end
    end,
    complete = names({ 'rules', '--format', 'json' }, 'name'),
  },
  next = { run = next_task },
  status = {
    run = function()
      local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
      local text = planls({ 'status', '--stdin-filename', vim.api.nvim_buf_get_name(0), '-' }, lines)
      if text then
        show('status', text)
      end
    end,
  },
}

--- Shows inlay hints and code lenses in a buffer that planls is attached to, as `vim.g.planls` wants it.
---@param buffer integer
function M.attached(buffer)
  require('planls.beside').keep_gq(buffer)
  local wanted = vim.g.planls or {}
  if wanted.inlay_hints then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
  if not wanted.code_lenses then
    return
  end
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  local group = vim.api.nvim_create_augroup('planls.lenses', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, { group = group, buffer = buffer, callback = refresh })
  refresh()
end

--- Runs `:Planls NAME [ARGUMENT]`.
---@param words string[]
function M.run(words)
  local subcommand = subcommands[words[1]]
  if not subcommand then
    vim.notify(('planls: no subcommand `%s`; there are: %s'):format(words[1], table.concat(M.complete('Planls '), ', ')), vim.log.levels.ERROR)
    return
  end
  subcommand.run(words[2])
end

--- Completes the last word of `line`, the command line up to the cursor.
---@param line string
---@return string[]
function M.complete(line)
  local words = vim.split(vim.trim(line:gsub('^.-Planls%s*', '', 1)), '%s+')
  local last = line:match('%S*$')
  local candidates
  if words[1] == last then
    candidates = vim.tbl_keys(subcommands)
  else
    local subcommand = subcommands[words[1]]
    candidates = subcommand and subcommand.complete and subcommand.complete() or {}
  end
  table.sort(candidates)
  return vim.tbl_filter(function(candidate) return vim.startswith(candidate, last) end, candidates)
end

return M
