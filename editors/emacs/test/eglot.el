;;; eglot.el --- the cases with Eglot  -*- lexical-binding: t -*-
;;; Code:
(require 'eglot)
(setq eglot-confirm-server-initiated-edits nil eglot-confirm-server-edits nil eglot-sync-connect 20)
(defalias 'code-actions #'eglot-code-actions)
(defalias 'rename #'eglot-rename)
(defalias 'format-buffer #'eglot-format-buffer)
(defun server-process () (jsonrpc--process (eglot-current-server)))
(defun restart () (eglot-reconnect (eglot-current-server)))
(defun shutdown () (eglot-shutdown (eglot-current-server)))

(ert-deftest settings ()
  "the documented setting turns a rule off"
  (in faulty
    (wait "another finding" (lambda () (reported "`{{AUTHOR}}` is not filled in")))
    (should-not (reported "`Change Type` is not chosen yet"))))
;;; eglot.el ends here
