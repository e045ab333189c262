--- What README.md and the help show in Lua is run in Neovim, as if it stood in init.lua; then a plan is opened.
local function read(path)
  local file = assert(io.open(path))
  local text = file:read('*a')
  file:close()
  return text
end

return function(start, runtime, planls)
  local readme = vim.iter(read(runtime .. '/README.md'):gmatch('```lua\n(.-)\n%s*```')):totable()
  local help = vim.iter(read(runtime .. '/doc/planls.txt'):gmatch('>lua\n(.-)\n<')):totable()
  assert(#readme >= 4 and #help >= 4, 'the pages show less Lua than they did')
  local editor = start({})
  local good, err = pcall(function()
    editor:lua([[vim.env.PATH = vim.fs.dirname(...) .. ':' .. vim.env.PATH]], planls)
    for _, code in ipairs(readme) do
      editor:lua(code)
    end
    editor:open('checkout.md')
    editor:wait('the snippets do not show inlay hints', 'return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0')
    local messages = editor:lua([[return vim.api.nvim_exec2('messages', { output = true }).output]])
    assert(messages == '', messages)
    for _, code in ipairs(help) do
      editor:lua(code)
    end
  end)
  editor:stop()
  assert(good, err)
end
