--- What is tested in Neovim, as data. A case opens `file` in a copy of the examples, puts the cursor `at` the `$0` of that
--- text, does one of the verbs of verbs.lua, and names what has to come of it:
---   gives   texts that stand in the buffer afterwards, each as whole lines
---   gone    a code that is reported before and not afterwards
local FAULTY, SOUND = 'search-index-faulty.md', 'checkout.md'

return {
  { 'findings are shown beside the text', file = FAULTY, diagnostics = { 'missing-rollback-plan', 'risk-without-mitigation' } },
  { 'a sound plan has no findings', file = SOUND, diagnostics = {} },
  { 'the outline of a plan', file = SOUND, list = 'document_symbol', holds = { 'Phase 1: Card Vault', 'Step 2.3: Remove a Card' } },
  { 'plans of the project are searched', file = SOUND, list = 'workspace_symbol', query = 'Payment Step', holds = { 'Phase 2: Payment Step' } },
  {
    'a section is completed as a snippet',
    file = FAULTY,
    at = '$0## Dependencies',
    type = 'O<CR><Up>### ',
    item = 'Rollback Plan',
    gives = { '### Rollback Plan' },
    gone = 'missing-rollback-plan',
  },
  {
    'a row is inserted below',
    file = FAULTY,
    at = '| $0The backfill takes the disks',
    action = 'Insert row below',
    gives = { [[
| The backfill takes the disks beyond 85 %        | It stops by itself at 75 % and reports the tenant         |
|                                                 |                                                           |]] },
  },
  {
    'a quick fix takes its finding away',
    file = FAULTY,
    at = '# $0Implementation Plan',
    action = 'Add a `Rollback Plan` section',
    gives = { '### Rollback Plan' },
    gone = 'missing-rollback-plan',
  },
  {
    'findings follow the text',
    file = FAULTY,
    at = '$0## Dependencies',
    type = 'O## Rollback Plan<CR><CR>1. Turn the flag off<CR><Esc>',
    gone = 'missing-rollback-plan',
  },
  { 'hover', file = SOUND, at = '## $0Risks', hover = 'Risks' },
  {
    'rename',
    file = SOUND,
    at = '### Phase 1: $0Card Vault',
    rename = 'Tokens',
    gives = { '### Phase 1: Tokens', '| Phase 1: Tokens   | 2026-11-09 | 2026-11-12 | Completed   |' },
  },
  { 'definition', file = SOUND, at = '| Phase 1: $0Card Vault', go = 'definition', line = '### Phase 1: Card Vault' },
  { 'references', file = SOUND, at = '### Phase 1: $0Card Vault', list = 'references', holds = { '| Phase 1: Card Vault' } },
  { 'folding', file = SOUND, at = '## $0Overview', fold = '## Prerequisites' },
  { 'inlay hints', file = SOUND, hints = { '6/6' } },
  { 'code lenses', file = SOUND, lenses = { '7 of 18 tasks done (38 %) · next: Answer 404' } },
  {
    'a code lens leads to the next task',
    file = SOUND,
    lens = 'next: Answer 404',
    line = '- [ ] Answer 404 for a card that belongs to another customer',
  },
  { 'the mentions of a phase are highlighted', file = SOUND, at = '### Phase 1: $0Card Vault', highlight = true, marks = 2 },
  { 'semantic tokens', file = FAULTY, at = '**Author:** $0{{AUTHOR}}', tokens = 'macro' },
  { 'formatting', file = FAULTY, format = true, gives = { '| Phase                 | Start Date | End Date   | Status      |' } },
  { 'gq wraps lines as ever', file = SOUND, at = '$038 % of our', type = ':setlocal textwidth=60<CR>gqq', gives = { '38 % of our orders come from customers who bought within the' } },
  { ':Planls new', file = SOUND, command = 'Planls new phased', shows = { '# Implementation Plan:', '## Overview' } },
  { ':Planls explain', file = FAULTY, at = '# $0Implementation Plan', command = 'Planls explain', shows = { 'missing-rollback-plan' } },
  { ':Planls next', file = SOUND, command = 'Planls next', line = '- [ ] Answer 404 for a card that belongs to another customer' },
  { ':Planls status', file = SOUND, command = 'Planls status', shows = { 'Phase 2: Payment Step' } },
  { ':help planls', file = SOUND, command = 'help planls', shows = { '*planls.txt*' } },
  { ':checkhealth planls', file = SOUND, command = 'checkhealth planls', shows = { 'OK planls ', 'attached buffers: 1', 'the configuration is read' } },
  { ':checkhealth vim.lsp', file = SOUND, command = 'checkhealth vim.lsp', shows = { '- planls ', 'Root directory: ' } },
}
