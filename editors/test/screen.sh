# Sourced by run.sh: an editor in a terminal (tmux) that is typed into and looked at, as a person would. `editor` is its
# command, `leave` ends it, when being killed is not enough. Nothing waits for a fixed time: every look is repeated until the
# screen shows what it should, for at most PATIENCE tenths of a second.
PATIENCE=200
passed=0 failed=0
terminal=()

leave() { :; }

# try NAME FILE STEP…: opens FILE in a fresh editor and takes the steps, pairs of a word and a text:
#   type TEXT   types it      press KEY   one key, in tmux's names
#   see TEXT    waits until the screen shows it      gone TEXT   waits until it does not
try() {
  local name=$1 file=$2; shift 2
  terminal=(tmux -u -L "planls-$$-$((passed + failed))")   # a server of its own: the last one may still be ending
  "${terminal[@]}" -f /dev/null new-session -d -x 120 -y 40 -s editor "$editor '$file'" \; set -s escape-time 0
  if steps "$@"; then
    passed=$((passed + 1)); printf 'ok %s\n' "$name"
  else
    failed=$((failed + 1)); printf 'not ok %s: at %s; the screen:\n' "$name" "$stopped"
    screen | sed 's/^/  /'
  fi
  close
}

# steps STEP…: takes them; at the first that does not come about, says in `stopped` which.
steps() {
  while [ $# -gt 0 ]; do
    stopped="$1 \`$2\`"
    case $1 in
      type) "${terminal[@]}" send-keys -t editor -l "$2" ;;
      press) "${terminal[@]}" send-keys -t editor "$2" ;;
      see) shows yes "$2" || return ;;
      gone) shows no "$2" || return ;;
      *) die "no step $1" ;;
    esac
    shift 2
  done
}

close() {
  [ ${#terminal[@]} != 0 ] || return 0
  leave || true
  "${terminal[@]}" kill-server 2>/dev/null || true
  terminal=()
}

screen() { "${terminal[@]}" capture-pane -p -t editor; }

shows() {
  local wanted=$1 text=$2 now
  for _ in $(seq "$PATIENCE"); do
    if screen 2>/dev/null | grep -qF -- "$text"; then now=yes; else now=no; fi
    [ "$now" != "$wanted" ] || return 0
    sleep 0.1
  done
  return 1
}

# finish: the totals; exit code 1 when a case failed.
finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ]
}
