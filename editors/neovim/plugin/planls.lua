-- :Planls, for what Neovim's own language client has no screen for. Everything else is the client's: it is started with
-- `vim.lsp.enable('planls')`, and no key is mapped here.
if vim.g.loaded_planls then
  return
end
vim.g.loaded_planls = true

vim.api.nvim_create_user_command('Planls', function(command)
  require('planls').run(command.fargs)
end, {
  nargs = '+',
  desc = 'Plans: new, explain',
  complete = function(_, line, column)
    return require('planls').complete(line:sub(1, column))
  end,
})
