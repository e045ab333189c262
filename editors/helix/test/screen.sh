# Sourced by run.sh: one Helix in a terminal (tmux) that is typed into and looked at, as a person would. Nothing waits for
# a fixed time: every look is repeated until the screen shows what it should, for at most PATIENCE tenths of a second.
PATIENCE=200
passed=0 failed=0
terminal=()

# try NAME FILE STEP…: opens FILE in a fresh Helix and takes the steps, pairs of a word and a text:
#   type TEXT   types it      press KEY   one key, in tmux's names
#   see TEXT    waits until the screen shows it      gone TEXT   waits until it does not
try() {
  local name=$1 file=$2; shift 2
  terminal=(tmux -u -L "planls-$$-$((passed + failed))")   # a server of its own: the last one may still be ending
  "${terminal[@]}" -f /dev/null new-session -d -x 120 -y 40 -s helix "$hx -v --log '$cache/helix.log' '$file'" \; set -s escape-time 0
  while [ $# -gt 0 ]; do
    case $1 in
      type) "${terminal[@]}" send-keys -t helix -l "$2" ;;
      press) "${terminal[@]}" send-keys -t helix "$2" ;;
      see) shows yes "$2" || break ;;
      gone) shows no "$2" || break ;;
      *) die "no step $1 in: $name" ;;
    esac
    shift 2
  done
  if [ $# = 0 ]; then
    passed=$((passed + 1)); printf 'ok %s\n' "$name"
  else
    failed=$((failed + 1)); printf 'not ok %s: at %s `%s`; the screen:\n' "$name" "$1" "$2"
    screen | sed 's/^/  /'
  fi
  close
}

close() { [ ${#terminal[@]} = 0 ] || "${terminal[@]}" kill-server 2>/dev/null || true; }

screen() { "${terminal[@]}" capture-pane -p -t helix; }

shows() {
  local wanted=$1 text=$2 now
  for _ in $(seq "$PATIENCE"); do
    if screen | grep -qF -- "$text"; then now=yes; else now=no; fi
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
