#!/usr/bin/env bash
# provision.sh: gets the Kate that the test runs, a display for it, and what types into it and reads it; prints its path.
# They are installed: `tests/run` does so only when it is told to.
source "$(dirname "$0")/../../test/setup.sh"

need kate kate
need Xvfb xvfb
need xdotool xdotool
need import imagemagick
need tesseract 'tesseract-ocr tesseract-ocr-eng'
command -v kate
