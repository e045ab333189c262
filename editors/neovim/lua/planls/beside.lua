--- planls beside another server on the same buffer. Neovim opens one outline after the other, and says that there is none
--- where planls has none to give; so planls gives up its own for as long as another client has one, unless the settings say
--- how much of it they want. Hover, completion, fixes and formatting of several servers go together and are not touched,
--- nor are other clients.
local M = {}

local OUTLINE = 'textDocument/documentSymbol'

--- Whether another client gives an outline of a buffer that `planls` is attached to.
local function has_company(planls)
  return vim.iter(vim.tbl_keys(planls.attached_buffers)):any(function(buffer)
    return vim.iter(vim.lsp.get_clients({ bufnr = buffer, method = OUTLINE })):any(function(client)
      return client.id ~= planls.id
    end)
  end)
end

--- Sees to it that every running planls offers its outline or not. Call it when a client has come or gone.
function M.settle()
  for _, planls in ipairs(vim.lsp.get_clients({ name = 'planls' })) do
    local wanted = vim.tbl_get(planls.settings or {}, 'planls', 'editor', 'outline')
    if wanted == nil then
      wanted = not has_company(planls)
    end
    planls.server_capabilities.documentSymbolProvider = wanted and wanted ~= 'off'
  end
end

--- Leaves `gq` to Neovim, which wraps lines, in a buffer that planls has come to: planls formats tables and lists, and
--- 'formatexpr' would have it answer for everything.
---@param buffer integer
function M.keep_gq(buffer)
  local formatters = vim.lsp.get_clients({ bufnr = buffer, method = 'textDocument/rangeFormatting' })
  local others = vim.iter(formatters):any(function(client) return client.name ~= 'planls' end)
  if not others and vim.bo[buffer].formatexpr == 'v:lua.vim.lsp.formatexpr()' then
    vim.bo[buffer].formatexpr = ''
  end
end

return M
