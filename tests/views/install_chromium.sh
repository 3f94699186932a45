#!/bin/sh
# Installs Debian's Chromium, for the tests of pages. Safe to run again; needs root.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
