;;; main.el --- what the cases share: a plan in a buffer, waiting, the totals  -*- lexical-binding: t -*-
;;; Commentary:
;; Emacs runs without a terminal here and so without its command loop: what that starts after a command and in idle time,
;; `wait' starts. Nothing waits for a fixed time.
;;; Code:
(package-initialize)
(require 'cl-lib)
(require 'ert)
(require 'flymake)
(require 'markdown-mode)
(setq make-backup-files nil create-lockfiles nil auto-save-default nil)
(setq last-nonmenu-event ?\r) ; choices are asked for as after a key, not as after a click
(setq native-comp-enable-subr-trampolines nil) ; Emacs would start itself for them, without its loader

(defun wait (what seen &optional show)
  "Wait until SEEN returns something; after 20 s an error that names WHAT and tells what SHOW or Flymake shows."
  (let ((patience 400) result)
    (while (and (not (setq result (funcall seen))) (> (cl-decf patience) 0))
      (run-hooks 'post-command-hook)
      (mapc #'timer-event-handler (copy-sequence timer-idle-list))
      (accept-process-output nil 0.05))
    (or result (error "%s is not seen, but:\n%s" what (funcall (or show #'findings))))))

(defmacro in (file &rest body)
  "Open FILE of the examples as a user does, run BODY in its buffer, and forget what it changed."
  (declare (indent 1))
  `(with-current-buffer (find-file-noselect ,file)
     (switch-to-buffer (current-buffer))
     (unwind-protect
         (progn (goto-char (point-min)) ,@body)
       (set-buffer-modified-p nil)
       (kill-buffer))))

(defun at (text)
  "Put point before TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun holds (text)
  "Wait until the buffer holds TEXT, as whole lines."
  (wait text (lambda () (string-search (concat "\n" text "\n") (concat "\n" (buffer-string))))
               #'buffer-string))

(defun findings ()
  "What Flymake shows, a line for each finding."
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun outlined (name &optional items)
  "Non-nil when imenu lists what begins with NAME, at any depth of ITEMS."
  (cl-some (lambda (item)
             (or (string-prefix-p name (car item))
                 (and (consp (cdr item)) (consp (cadr item)) (outlined name (cdr item)))))
           (or items (funcall imenu-create-index-function))))

(defmacro choosing (title &rest body)
  "Run BODY, and pick what begins with TITLE when it lets choose."
  (declare (indent 1))
  `(let ((completing-read-function
          (lambda (_ choices &rest _)
            (let ((titles (all-completions "" choices)))
              (or (cl-find ,title titles :test #'string-prefix-p)
                  (error "No `%s' among:\n%s" ,title (string-join titles "\n")))))))
     ,@body))

(defun run-cases ()
  "Run every case, print a line for each and the totals; leave Emacs, with exit code 1 when one failed."
  (let* ((stats (ert-run-tests t #'print-case))
         (failed (ert-stats-completed-unexpected stats)))
    (princ (format "%d passed, %d failed\n" (ert-stats-completed-expected stats) failed))
    (kill-emacs (if (= failed 0) 0 1))))

(defun print-case (event &rest arguments)
  "A line for the case in ARGUMENTS when the EVENT is its end, and why it failed."
  (when (eq event 'test-ended)
    (pcase-let* ((`(,_ ,test ,result) arguments)
                 (good (ert-test-result-expected-p test result)))
      (princ (format "%s %s\n" (if good "ok" "not ok") (ert-test-documentation test)))
      (unless good
        (let ((condition (ert-test-result-with-condition-condition result)))
          (princ (if (eq (car condition) 'error) (cadr condition) (pp-to-string condition)))
          (terpri))))))
;;; main.el ends here
