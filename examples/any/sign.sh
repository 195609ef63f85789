#!/bin/sh
# Builds, signs and verifies in any CI system that runs commands. CHANCERY_PIN is one of its secrets; package-lock.json pins chancery.
set -eu

npm ci
make dist
npx chancery sign 'dist/**' '!**/*.map' --key release --out signed --json > signed.json
npx chancery verify 'signed/**' --require timestamp,attestation
