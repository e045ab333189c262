-- :Planls, for what Neovim's own language client has no screen for; inlay hints and code lenses where `vim.g.planls` wants
-- them; no second outline beside another server. Everything else is the client's: it is started with
-- `vim.lsp.enable('planls')`, and no key is mapped here.
if vim.g.loaded_planls then
  return
end
vim.g.loaded_planls = true

vim.api.nvim_create_user_command('Planls', function(command)
  require('planls').run(command.fargs)
end, {
  nargs = '+',
  desc = 'Plans: new, explain, next, status',
  complete = function(_, line, column)
    return require('planls').complete(line:sub(1, column))
  end,
})

local group = vim.api.nvim_create_augroup('planls', {})

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'planls' then
      require('planls').attached(event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd({ 'LspAttach', 'LspDetach' }, {
  group = group,
  callback = vim.schedule_wrap(function() -- the event comes before it has happened
    require('planls.beside').settle()
  end),
})
