--- A whole plan, written in Neovim from an empty buffer: completion gives the structure, code actions the rest, and the
--- author types words where Neovim's snippets stop. At the end the server finds nothing.
local verbs = require('verbs').verbs

--- What the author types at a stop that shows `asked`: never the same words twice.
local count = 0
local function words(asked)
  count = count + 1
  return (asked:find('Check', 1, true) and 'Check that card %d is there' or 'Customers see card %d'):format(count)
end

--- Goes from stop to stop of the snippet: takes the first of choices, types over anything else.
local function fill(editor)
  for _ = 1, 40 do
    local stop = editor:wait('the snippet is not ready', [[
      if not vim.snippet.active() then return { over = true } end
      local mode = vim.api.nvim_get_mode()
      if mode.blocking then return false end
      if vim.fn.pumvisible() == 1 then return { choice = true } end
      if mode.mode ~= 's' then return mode.mode == 'i' and not vim.snippet.active({ direction = 1 }) and { over = true } or false end
      local from, to = vim.fn.getpos('v'), vim.fn.getpos('.')
      return { asked = vim.fn.getregion(from, to, { type = 'v' })[1] }]])
    if stop.over then
      return
    end
    editor:keys(stop.choice and '<C-n><C-y>' or words(stop.asked))
    local last = editor:lua('return not vim.snippet.active({ direction = 1 })')
    if last then
      return
    end
    editor:keys('<Tab>')
  end
  error('the snippet does not end:\n' .. table.concat(editor:lines(), '\n'), 0)
end

--- Completes `item` behind what is typed, and fills in what it asks.
local function complete(editor, keys, item)
  verbs.type(editor, keys, { item = item })
  editor:wait(item .. ' is no snippet', 'return vim.snippet.active()') -- Neovim 0.12 asks the server once more
  fill(editor)
  editor:keys('<Esc>')
end

--- Applies an action with the cursor at `place`, then types over the `blank` that it leaves and that the server finds.
local function act(editor, place, title, blank)
  editor:cursor(place)
  verbs.action(editor, title)
  if blank then
    editor:wait(blank .. ' is not reported', [[
      local blank = ...
      return vim.iter(vim.diagnostic.get(0)):any(function(d) return d.message:find(blank, 1, true) ~= nil end)]], blank)
    editor:cursor(blank:sub(1, 1) .. '$0' .. blank:sub(2))
    editor:keys('ca[' .. words(blank) .. '<Esc>')
  end
end

--- Writes the plan in a new file of the project.
return function(editor)
  editor:open('saved-cards-plan.md')
  complete(editor, 'i', 'Plan without a template')
  editor:cursor('## $0Testing Strategy')
  complete(editor, 'O### ', 'Phase 2: [Name]')
  editor:cursor('## $0Overview')
  verbs.type(editor, 'O<CR><Up>**Status:** ', { item = 'In Progress' })
  editor:keys('<Esc>')
  act(editor, '## $0Acceptance Criteria', 'Add a criterion', '[Criterion]')
  local second = table.concat(editor:lines(), '\n'):match('\n### Phase 2: ([^\n]*)')
  act(editor, '### $0Phase 2', 'Move phase up')
  editor:wait('the phases did not change places', 'return vim.fn.search(..., "cnw") > 0', '^### Phase 1: ' .. second .. '$')
  verbs.format(editor)
  editor:wait('something is still found', 'return #vim.diagnostic.get(0) == 0')
end
