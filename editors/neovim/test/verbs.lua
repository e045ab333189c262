--- What a case can do: one function per verb, given the editor, the verb's value and the whole case. Each goes the way
--- the user goes (keys and vim.lsp.buf, never a bare request), and fails with an error that says what was not seen.
local verbs = {}

local REPORTED = [[
  local code = ...
  return vim.iter(vim.diagnostic.get(0)):any(function(d) return d.code == code end)]]
local NOT_REPORTED = REPORTED:gsub('return vim', 'return not vim')

local function missing(wanted, texts)
  return vim.iter(wanted):find(function(text)
    return not vim.iter(texts):any(function(found) return found:find(text, 1, true) ~= nil end)
  end)
end

local function expect_all(wanted, texts, where)
  local text = missing(wanted, texts)
  if text then
    error(('no `%s` in %s:\n%s'):format(text, where, table.concat(texts, '\n')), 0)
  end
end

--- These codes, each shown as virtual text at its line; an empty list: nothing at warning or above.
function verbs.diagnostics(editor, codes)
  if #codes == 0 then
    verbs.list(editor, 'document_symbol', { holds = {} })
    local found = editor:lua([[
      local serious = { severity = { min = vim.diagnostic.severity.WARN } }
      return vim.tbl_map(function(d) return d.code .. ': ' .. d.message end, vim.diagnostic.get(0, serious))]])
    assert(#found == 0, 'findings in a sound plan: ' .. table.concat(found, '; '))
    return
  end
  for _, code in ipairs(codes) do
    editor:wait('no ' .. code, [[
      local code = ...
      local found = vim.iter(vim.diagnostic.get(0)):find(function(d) return d.code == code end)
      if not found then return false end
      vim.diagnostic.config({ virtual_text = true, severity_sort = true })
      local marks = vim.api.nvim_buf_get_extmarks(0, -1, { found.lnum, 0 }, { found.lnum, -1 }, { details = true })
      return vim.iter(marks):any(function(mark)
        local shown = vim.iter(mark[4].virt_text or {}):map(function(chunk) return chunk[1] end):join('')
        return shown:find(found.message, 1, true) ~= nil
      end)]], code)
  end
end

function verbs.list(editor, name, case)
  expect_all(case.holds, editor:list(name, case.query), 'what ' .. name .. ' lists')
end

--- Types keys; with `item`, then picks that item of the list that completion offers.
function verbs.type(editor, keys, case)
  editor:keys(keys)
  if not case.item then
    return
  end
  editor:keys('<C-x><C-o>')
  local index = editor:wait('completion offers no ' .. case.item, [[
    local wanted, info = ..., vim.fn.complete_info({ 'items', 'pum_visible' })
    if info.pum_visible == 0 then return false end
    for index, item in ipairs(info.items) do
      if (item.abbr ~= '' and item.abbr or item.word):find(wanted, 1, true) then return index end
    end]], case.item)
  editor:keys(('<C-n>'):rep(index) .. '<C-y>')
end

--- Applies the code action whose title starts with `title`, through the picker of `gra`.
function verbs.action(editor, title)
  editor:lua([[
    local title = ...
    _G.titles, _G.chosen = {}, nil
    vim.ui.select = function(items, options, on_choice)
      _G.titles = vim.tbl_map(options.format_item, items)
      for index, item in ipairs(items) do
        if vim.startswith(item.action.title, title) then
          _G.chosen = true
          return on_choice(item, index)
        end
      end
    end
    vim.api.nvim_feedkeys('gra', 'mt', false)]], title)
  local titles = editor:wait('no code actions', 'return #_G.titles > 0 and _G.titles')
  if not editor:lua('return _G.chosen') then
    error(('no action `%s` among:\n%s'):format(title, table.concat(titles, '\n')), 0)
  end
end

function verbs.hover(editor, text)
  editor:lua("vim.lsp.buf.hover()")
  editor:wait('hover does not say ' .. text, [[
    local text = ...
    return vim.iter(vim.api.nvim_list_wins()):any(function(window)
      local shown = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      return vim.api.nvim_win_get_config(window).relative ~= '' and table.concat(shown, '\n'):find(text, 1, true) ~= nil
    end)]], text)
end

--- The places that are marked with the word at the cursor: `case.marks` of them.
function verbs.highlight(editor, _, case)
  editor:lua('vim.lsp.buf.document_highlight()')
  editor:wait(case.marks .. ' places are not marked', [[
    local namespace = vim.api.nvim_get_namespaces()['nvim.lsp.references']
    return namespace and #vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, {}) == ...]], case.marks)
end

function verbs.rename(editor, name)
  editor:lua('vim.lsp.buf.rename(...)', name)
end

function verbs.format(editor)
  editor:lua('vim.lsp.buf.format({ name = "planls" })')
end

--- Jumps to the line `case.line`.
function verbs.go(editor, name, case)
  editor:lua('vim.lsp.buf[...]()', name)
  editor:wait(name .. ' does not lead to ' .. case.line, 'return vim.api.nvim_get_current_line() == ...', case.line)
end

--- Closes the fold at the cursor; the first line after it that says something is `next_line`.
function verbs.fold(editor, next_line)
  editor:lua("vim.wo.foldmethod, vim.wo.foldexpr, vim.wo.foldlevel = 'expr', 'v:lua.vim.lsp.foldexpr()', 99")
  editor:wait('no fold that ends before ' .. next_line, [[
    if vim.fn.foldlevel('.') == 0 then return false end
    vim.cmd.normal({ 'zc', bang = true })
    return vim.fn.getline(vim.fn.nextnonblank(vim.fn.foldclosedend('.') + 1)) == ... ]], next_line)
  -- The window outlives the buffer, and Neovim 0.11 asserts that a buffer it asks folds for does too.
  editor:lua("vim.wo.foldmethod, vim.wo.foldexpr = 'manual', '0'")
end

function verbs.hints(editor, labels)
  local texts = editor:wait('no inlay hints', [[
    local hints = vim.lsp.inlay_hint.get({ bufnr = 0 })
    return #hints > 0 and vim.tbl_map(function(hint)
      local label = hint.inlay_hint.label
      return type(label) == 'string' and label or vim.iter(label):map(function(part) return part.value end):join('')
    end, hints)]])
  expect_all(labels, texts, 'the inlay hints')
end

function verbs.lenses(editor, titles)
  local texts = editor:wait('no code lenses', [[
    local lenses = vim.tbl_filter(function(lens) return lens.command end, vim.lsp.codelens.get(0))
    return #lenses > 0 and vim.tbl_map(function(lens) return lens.command.title end, lenses)]])
  expect_all(titles, texts, 'the code lenses')
end

--- Runs the lens at the cursor; the cursor is then on the line `case.line`.
function verbs.lens(editor, title, case)
  verbs.lenses(editor, { title })
  editor:lua('vim.lsp.codelens.run()')
  editor:wait('the lens does not lead to ' .. case.line, 'return vim.api.nvim_get_current_line() == ...', case.line)
end

function verbs.tokens(editor, type)
  editor:wait('no token ' .. type .. ' at the cursor', [[
    local type = ...
    return vim.iter(vim.lsp.semantic_tokens.get_at_pos() or {}):any(function(token) return token.type == type end)]], type)
end

--- Runs an Ex command; `case.shows` are then in the window it leaves, or the cursor is on `case.line`.
function verbs.command(editor, command, case)
  if case.at then
    editor:wait('no findings', 'return #vim.diagnostic.get(0) > 0')
  end
  editor:lua('vim.cmd(...)', command)
  if case.line then
    editor:wait(command .. ' does not lead to ' .. case.line, 'return vim.api.nvim_get_current_line() == ...', case.line)
  else
    expect_all(case.shows, editor:lines(), 'what :' .. command .. ' shows')
  end
end

--- What every case may ask for after its verb.
local after = {}

function after.gives(editor, texts)
  for _, text in ipairs(texts) do
    local seen = pcall(editor.wait, editor, '', [[
      local buffer = '\n' .. table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n'
      return buffer:find(..., 1, true) ~= nil]], '\n' .. text .. '\n')
    if not seen then
      error(('the buffer does not hold:\n%s\nit is:\n%s'):format(text, table.concat(editor:lines(), '\n')), 0)
    end
  end
end

function after.gone(editor, code)
  editor:wait(code .. ' is still reported', NOT_REPORTED, code)
end

--- Runs one case in the editor; an error says what was not as it should be.
local function run(editor, case)
  editor:open(case.file)
  if case.at then
    editor:cursor(case.at)
  end
  if case.gone then
    editor:wait('no ' .. case.gone .. ' to begin with', REPORTED, case.gone)
  end
  local done = 0
  for name, verb in pairs(verbs) do
    if case[name] ~= nil then
      verb(editor, case[name], case)
      done = done + 1
    end
  end
  assert(done == 1, 'a case does one thing')
  for name, check in pairs(after) do
    if case[name] ~= nil then
      check(editor, case[name])
    end
  end
end

return { run = run, verbs = verbs }
