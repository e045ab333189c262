;;; lsp-mode.el --- the cases with lsp-mode  -*- lexical-binding: t -*-
;;; Code:
(require 'lsp-mode)
(setq lsp-auto-guess-root t)
(defalias 'code-actions #'lsp-execute-code-action)
(defalias 'rename #'lsp-rename)
(defalias 'format-buffer #'lsp-format-buffer)
(defun server-process () (lsp--workspace-proc (car (lsp-workspaces))))
(defun restart () (lsp-workspace-restart (car (lsp-workspaces))))
(defun shutdown () (lsp-workspace-shutdown (car (lsp-workspaces))))
;;; lsp-mode.el ends here
