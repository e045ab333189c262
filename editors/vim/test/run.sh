#!/usr/bin/env bash
# run.sh: what editors/README.md tells users of Vim with ALE to write, and the server, in a real Vim, driven through a terminal.
# PLANLS: the server.
source "$(dirname "$0")/../../test/setup.sh"
source "$root/editors/test/screen.sh"
need tmux tmux
vim=$("$here/provision.sh")
workspace=$(workspace)
at_home
mkdir -p "$HOME/.vim/ale_linters/markdown"
snippets 'Vim (ALE)' vim > "$HOME/.vim/ale_linters/markdown/planls.vim"
printf '%s\n' 'filetype plugin on' 'set noswapfile ruler' > "$HOME/.vimrc"
editor=$vim
trap close EXIT

"$vim" --version | head -1
cd "$workspace"
faulty=search-index-faulty.md
ready=(see 'plan has no rollback plan')   # beside the first line

try 'findings are shown in the text' $faulty "${ready[@]}" see 'is not filled in'
try 'a quick fix is applied' $faulty "${ready[@]}" \
  type ':ALECodeAction' press Enter see '1) Add a `Rollback Plan` section' type '1' press Enter gone 'no rollback plan'
try 'a row is inserted below' $faulty "${ready[@]}" type '/The backfill takes' press Enter \
  type ':ALECodeAction' press Enter see '2) Insert row below' type '2' press Enter \
  see '|                                                 |                                                           |'
try 'findings follow the text' $faulty "${ready[@]}" type '/## Dependencies' press Enter \
  type 'O## Rollback Plan' press Enter press Enter type '1. Turn the flag off' press Enter press Escape type 'gg' gone 'no rollback plan'
try 'plans of the project are searched' $faulty "${ready[@]}" type ':ALESymbolSearch Backfill' press Enter see 'Phase 2: Backfill'
try 'rename' $faulty "${ready[@]}" type '/Phase 3: Switch' press Enter \
  type ':ALERename' press Enter see 'New name' press C-u type 'Move the Readers' press Enter see '### Phase 3: Move' \
  type '/. Phase 3: Move' press Enter see '| Phase 3: Move the Readers'
try 'definition' $faulty "${ready[@]}" type '/| Phase 1: Router' press Enter see '171,1' type 'll:ALEGoToDefinition' press Enter see '41,'
try 'hover' $faulty "${ready[@]}" type '/## Risks' press Enter type ':ALEHover' press Enter see 'wants here:'
finish
