;;; cases.el --- the cases with any client  -*- lexical-binding: t -*-
;;; Commentary:
;; Commands are called as by their keys, under the names that a client's own file (eglot.el, lsp-mode.el) gives them.
;;; Code:
(defconst faulty "search-index-faulty.md")
(defconst sound "checkout.md")
(defconst finding "plan has no rollback plan")

(defun reported (message)
  "Non-nil when Flymake shows a finding with MESSAGE."
  (string-search message (findings)))

(defun connected ()
  "Wait until the outline holds a task: markdown-mode's own has headings only."
  (wait "the outline" (lambda () (outlined "Answer 404 for a card"))))

(defun fixed ()
  "Wait until `finding' is shown no longer."
  (wait "no finding" (lambda () (not (reported finding)))))

(defun act (title)
  "Apply the code action that begins with TITLE."
  (choosing title (call-interactively #'code-actions)))

(ert-deftest findings ()
  "findings are shown by Flymake"
  (in faulty
    (dolist (message (list finding "`Two writes disagree when one index is down` has no mitigation" "number 2.2 is left out"))
      (wait message (lambda () (reported message))))))

(ert-deftest precision ()
  "in a sound plan only what is put in is found"
  (in sound
    (insert "{{WHO}}\n\n")
    (wait "the finding" (lambda () (reported "`{{WHO}}` is not filled in")))
    (should (= (length (flymake-diagnostics)) 1))))

(ert-deftest outline ()
  "the outline of a plan, by imenu"
  (in sound
    (connected)
    (should (outlined "Step 2.3: Remove a Card"))))

(ert-deftest completion ()
  "a section is completed, and its finding goes"
  (in faulty
    (wait "the finding" (lambda () (reported finding)))
    (at "## Dependencies")
    (save-excursion (insert "\n\n"))
    (insert "## Rollb")
    (completion-at-point)
    (holds "### Rollback Plan")
    (fixed)))

(ert-deftest quick-fix ()
  "a quick fix takes its finding away"
  (in faulty
    (wait "the finding" (lambda () (reported finding)))
    (act "Add a `Rollback Plan` section")
    (holds "### Rollback Plan")
    (fixed)))

(ert-deftest row ()
  "a row is inserted below"
  (in faulty
    (wait "the finding" (lambda () (reported finding)))
    (at "The backfill takes the disks")
    (act "Insert row below")
    (holds "\
| The backfill takes the disks beyond 85 %        | It stops by itself at 75 % and reports the tenant         |
|                                                 |                                                           |")))

(ert-deftest rename ()
  "rename, with what names the phase"
  (in sound
    (connected)
    (at "Card Vault\n")
    (rename "Tokens")
    (holds "### Phase 1: Tokens")
    (holds "| Phase 1: Tokens   | 2026-11-09 | 2026-11-12 | Completed   |")))

(ert-deftest definition ()
  "definition"
  (in sound
    (connected)
    (at "Phase 1: Card Vault  ")
    (let ((this-command #'xref-find-definitions))
      (call-interactively this-command))
    (should (equal (thing-at-point 'line) "### Phase 1: Card Vault\n"))))

(ert-deftest formatting ()
  "formatting"
  (in faulty
    (wait "the finding" (lambda () (reported finding)))
    (format-buffer)
    (holds "| Phase                 | Start Date | End Date   | Status      |")))

(ert-deftest life ()
  "the server is started anew, and stops when it is told to"
  (in faulty
    (wait "the finding" (lambda () (reported finding)))
    (let ((process (server-process)))
      (restart)
      (wait "another server" (lambda () (not (or (process-live-p process) (eq process (ignore-errors (server-process))))))))
    (insert "{{WHO}}")
    (wait "another finding" (lambda () (reported "`{{WHO}}` is not filled in")))
    (let ((process (server-process)))
      (shutdown)
      (wait "the end" (lambda () (not (or (process-live-p process) (ignore-errors (server-process)))))))))
;;; cases.el ends here
