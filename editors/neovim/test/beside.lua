--- planls beside rumdl, a linter and formatter for Markdown with a server of its own, on the same buffer: both are heard,
--- nothing comes twice, and what they both do can be left to one of them.
local Editor = require('editor')
local FAULTY = 'search-index-faulty.md'
local OTHER = 'rumdl'

--- Opens the plan in a Neovim with both servers, planls with these settings, and waits for the findings of both.
local function both(start, settings, check)
  local editor = start({ [OTHER] = start.rumdl }, settings)
  local good, err = pcall(function()
    editor:open(FAULTY)
    for _, source in ipairs({ 'planls', OTHER }) do
      editor:wait('no findings of ' .. source, [[
        local source = ...
        return vim.iter(vim.diagnostic.get(0)):any(function(d) return d.source == source end)]], source)
    end
    check(editor)
  end)
  editor:stop()
  assert(good, err)
end

--- How many of the texts hold `wanted`.
local function count(texts, wanted)
  return #vim.tbl_filter(function(text) return text:find(wanted, 1, true) ~= nil end, texts)
end

--- Waits until these clients are those that are asked for the outline.
local function outline_of(editor, names)
  editor:wait('the outline is not that of ' .. table.concat(names, ', '), [[
    local asked = vim.tbl_map(function(client) return client.name end,
      vim.lsp.get_clients({ bufnr = 0, method = 'textDocument/documentSymbol' }))
    table.sort(asked)
    return vim.deep_equal(asked, ...)]], names)
end

--- What completion offers behind `### ` typed before the section on dependencies, by server.
local function offered(editor)
  editor:cursor('$0## Dependencies')
  editor:keys('O<CR><Up>### ')
  editor:wait('the line is not typed', [[return vim.api.nvim_get_current_line() == '### ']])
  return editor:lua([[
    local line = vim.api.nvim_win_get_cursor(0)[1] - 1
    local offered = {}
    for _, client in ipairs(vim.lsp.get_clients({ bufnr = 0, method = 'textDocument/completion' })) do
      local params = { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = line, character = 4 } }
      local answer = client:request_sync('textDocument/completion', params, 20000, vim.api.nvim_get_current_buf())
      local result = answer and answer.result or {}
      if #(result.items or result) > 0 then offered[#offered + 1] = client.name end
    end
    return offered]]) or {}
end

local function format(editor)
  editor:lua('vim.lsp.buf.format({ timeout_ms = 20000 })')
  return table.concat(editor:lines(), '\n')
end

return {
  { 'beside another server, each finding is shown once', function(start)
    both(start, {}, function(editor)
      local twice = editor:lua([[
        local seen, twice = {}, {}
        for _, d in ipairs(vim.diagnostic.get(0)) do
          local key = ('%d:%d %s'):format(d.lnum, d.col, d.message)
          if seen[key] then twice[#twice + 1] = key end
          seen[key] = true
        end
        return table.concat(twice, '\n')]])
      assert(twice == '', 'twice: ' .. twice)
    end)
  end },
  { 'beside another server, formatting comes to rest', function(start)
    both(start, {}, function(editor)
      local once = format(editor)
      assert(once:find('#### Step 2.2: Compare', 1, true), 'planls did not format')
      assert(format(editor) == once, 'formatting again changes it again')
    end)
  end },
  { 'outline, completion and formatting are left to the other server', function(start)
    both(start, { editor = { outline = 'off', completion = false, format = false } }, function(editor)
      local shown = count(editor:list('document_symbol'), 'Phase 1: Router')
      assert(shown == 1, 'Phase 1 is shown ' .. shown .. ' times')
      assert(not vim.list_contains(offered(editor), 'planls'), 'planls completes')
      editor:open(FAULTY)
      assert(format(editor):find('#### Step 2.3: Compare', 1, true), 'planls formatted')
    end)
  end },
  { 'beside another server, the outline is its own, until it goes', function(start)
    both(start, {}, function(editor)
      outline_of(editor, { OTHER })
      assert(count(editor:list('document_symbol'), 'Phase 1: Router') == 1, 'not one outline')
      editor:lua([[
        vim.lsp.enable(..., false)
        vim.lsp.buf_detach_client(0, vim.lsp.get_clients({ name = ... })[1].id)]], OTHER)
      outline_of(editor, { 'planls' })
      assert(count(editor:list('document_symbol'), '[Module] Phase 1: Router') == 1, 'planls gives no outline')
    end)
  end },
  { 'beside another server, both give an outline if the settings want it', function(start)
    both(start, { editor = { outline = 'phases' } }, function(editor)
      outline_of(editor, { 'planls', OTHER })
    end)
  end },
  { 'beside another server, planls goes on completing', function(start)
    both(start, {}, function(editor)
      assert(vim.list_contains(offered(editor), 'planls'), 'planls does not complete')
    end)
  end },
}
