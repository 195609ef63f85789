#!/bin/sh
# Stands for a build: leaves a script, a JAR and an SBOM in dist/.
set -eu
mkdir -p dist/lib
printf '#!/bin/sh\necho hello\n' > dist/tool.sh
mkdir -p build/META-INF
printf 'Manifest-Version: 1.0\r\nCreated-By: build.sh\r\n\r\n' > build/META-INF/MANIFEST.MF
echo hello > build/greeting.txt
(cd build && zip -q -X ../dist/lib/app.jar META-INF/MANIFEST.MF greeting.txt)
printf '{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [] }\n' > dist/bom.json
