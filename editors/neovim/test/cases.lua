--- What is tested in Neovim, as data. A case opens `file` in a project made of the examples, puts the cursor `at` the
--- `$0` of that text, does one of the verbs of verbs.lua, and names what has to come of it:
---   gives   lines that follow one another in the buffer afterwards
---   gone    a code that is no longer among the diagnostics afterwards
--- `pending` names the feature that the server does not have yet: such a case is listed, not run.
local FAULTY, SOUND = 'plans/search-index-faulty.md', 'plans/checkout.md'

return {
  { 'findings are shown beside the text', file = FAULTY, diagnostics = { 'missing-rollback-plan' } },
  { 'a sound plan has no findings', file = SOUND, diagnostics = {} },
  { 'the outline of a plan', file = SOUND, list = 'document_symbol', holds = { 'Phase 1: Build the index' } },
  { 'plans of the project are searched', file = SOUND, list = 'workspace_symbol', query = 'Phase 2', holds = { 'Phase 2' } },
  {
    'a section is completed as a snippet',
    file = FAULTY,
    at = '$0## Definition of Done',
    type = 'O<CR>## ',
    item = 'Rollback Plan',
    gives = { '## Rollback Plan' },
    gone = 'missing-rollback-plan',
  },
  {
    'a row is inserted below',
    file = SOUND,
    at = '| $0Naïve 検索 ranking 😀 |',
    action = 'Insert row below',
    gives = { '| Naïve 検索 ranking 😀 | Review the top 100 queries  |', '|                       |                             |' },
  },
  {
    'a quick fix takes its finding away',
    file = FAULTY,
    at = '# $0Implementation Plan',
    action = 'Add a `Rollback Plan` section',
    gives = { '### Rollback Plan' },
    gone = 'missing-rollback-plan',
  },
  { 'findings follow the text', file = FAULTY, at = '$0## Risks', type = 'O## Rollback Plan<CR><CR>1. Turn the flag off<CR><Esc>', gone = 'missing-rollback-plan' },
  { 'hover', file = SOUND, at = '## $0Risks', hover = 'Risks', pending = 'hover' },
  { 'rename', file = SOUND, at = '### Phase 1: $0Build', rename = 'Lay the ground', gives = { '### Phase 1: Lay the ground' }, pending = 'rename' },
  { 'definition', file = SOUND, at = '| Phase 1: $0Build the index', go = 'definition', line = '### Phase 1: Build the index', pending = 'definition' },
  { 'references', file = SOUND, at = '### Phase 1: $0Build', list = 'references', holds = { '| Phase 1: Build the index' }, pending = 'references' },
  { 'folding', file = SOUND, at = '## $0Overview', fold = '## Implementation Steps', pending = 'folding' },
  { 'inlay hints', file = SOUND, hints = { '1/2' }, pending = 'inlay hints' },
  { 'code lenses', file = SOUND, lenses = { '1/4' }, pending = 'code lenses' },
  { 'semantic tokens', file = SOUND, at = '**$0Status:**', tokens = 'property', pending = 'semantic tokens' },
  { 'formatting', file = FAULTY, format = true, gives = { '# Implementation Plan: Search index' }, pending = 'formatting' },
  { ':Planls new', file = SOUND, command = 'Planls new phased', shows = { '# Implementation Plan:', '## Overview' } },
  { ':Planls status', file = SOUND, command = 'Planls status', shows = { 'plans/checkout.md', 'Checkout' } },
  { ':Planls explain', file = FAULTY, at = '# $0Implementation Plan', command = 'Planls explain', shows = { 'missing-rollback-plan' } },
  { ':checkhealth planls', file = SOUND, command = 'checkhealth planls', shows = { 'OK planls ', 'attached buffers: 1', 'the configuration is read' } },
  { ':checkhealth vim.lsp', file = SOUND, command = 'checkhealth vim.lsp', shows = { '- planls ', 'Root directory: ' } },
}
