/**
 * chancerySign(files: 'dist/**', key: 'release', out: 'signed'), chancerySign.verify(files: 'signed/**'), chancerySign.attest(...).
 * They map arguments, bind the PIN and start the launcher on the agent; everything else is done there, by the code of the GitHub actions.
 */
import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

/** Signs files and images. Returns the JSON of `chancery sign --json` as a map, with `imageDigests` (REGISTRY/REPOSITORY@DIGEST of each image); ends the build where a file could not be signed. */
Map call(Map arguments = [:]) {
    return withPin('sign', inputsOf(arguments))
}

/** Verifies files and images. Returns the JSON of `chancery verify --json` as a map, with `imageDigests` of those that were verified; ends the build where a file is refused. */
Map verify(Map arguments = [:]) {
    return launch('verify', inputsOf(arguments)).report
}

/** Signs a statement about files: an SBOM, test results, any predicate. Returns the JSON of `chancery attest --json` as a map. */
Map attest(Map arguments = [:]) {
    return withPin('attest', inputsOf(arguments))
}

/** Makes the release that a checked-in manifest declares. Returns the JSON of `chancery release --json` as a map. */
Map release(Map arguments = [:]) {
    return withPin('release', inputsOf(arguments))
}

/** The PIN is bound for the launcher and nothing else, from whatever kind of credential holds it. */
Map withPin(String step, Map inputs) {
    String id = inputs.remove('pin-credentials-id')
    String kind = inputs.remove('pin-credentials-kind') ?: 'string'
    if (id == null) {
        return launch(step, inputs).report
    }
    Map report = null
    withCredentials([pinBinding(id, kind)]) {
        report = launch(step, inputs).report
    }
    return report
}

Object pinBinding(String id, String kind) {
    if (kind == 'string') {
        return string(credentialsId: id, variable: 'CHANCERY_PIN')
    }
    if (kind == 'usernamePassword') {
        return usernamePassword(credentialsId: id, usernameVariable: 'CHANCERY_PIN_USER', passwordVariable: 'CHANCERY_PIN')
    }
    if (kind == 'file') {
        return file(credentialsId: id, variable: 'CHANCERY_PIN_FILE')
    }
    if (kind == 'certificate') {
        return certificate(credentialsId: id, keystoreVariable: 'CHANCERY_PIN_KEYSTORE', passwordVariable: 'CHANCERY_PIN')
    }
    error('chancerySign: OPTION_INVALID: pinCredentialsKind ' + kind + ' is none of string, usernamePassword, file, certificate')
}

/** @return `report`: the JSON of the step; `env`: for withEnv around later steps; `cleanUp`: folders to remove after them */
Map launch(String step, Map inputs) {
    String id = UUID.randomUUID().toString()
    String temporary = pwd(tmp: true)
    String home = temporary + '/chancery-' + libraryResource('chancery/dist/version').trim()
    String program = placeLauncher(home, id)
    String run = temporary + '/chancery-run-' + id
    String page = 'chancery-report/' + step + '-' + id.substring(0, 8) + '.html'
    writeFile(file: run + '/order.json', text: orderOf(step, inputs, page), encoding: 'UTF-8')
    Map result = null
    try {
        // By the environment, so that no path is quoted for a shell, and nothing of it stands in a command line.
        withEnv(['CHANCERY_HOME=' + home, 'CHANCERY_RUN=' + run, 'CHANCERY_LAUNCHER=' + program]) {
            int status = isUnix()
                ? sh(script: 'node "$CHANCERY_LAUNCHER"', returnStatus: true, label: 'chancery ' + step)
                : bat(script: '@node "%CHANCERY_LAUNCHER%"', returnStatus: true, label: 'chancery ' + step)
            if (status != 0) {
                error('chancerySign: the launcher ended with exit code ' + status + '. It needs Node 22 or newer as `node` on the PATH of the agent')
            }
        }
        result = resultOf(readFile(file: run + '/outputs.json', encoding: 'UTF-8'))
    } finally {
        dir(run) {
            deleteDir()
        }
    }
    if (result.summary != null) {
        publish(result.summary, step + ' ' + id.substring(0, 8))
    }
    if (result.failure != null) {
        error('chancerySign: ' + result.failure + ' (exit code ' + result.exitCode + ')')
    }
    return result
}

/** The page beside the build where the HTML Publisher plugin is installed, among its artifacts where it is not. */
void publish(String page, String name) {
    String folder = page.substring(0, page.lastIndexOf('/'))
    String file = page.substring(folder.length() + 1)
    try {
        publishHTML(target: [reportName: 'Chancery ' + name, reportDir: folder, reportFiles: file, includes: file, keepAll: true, alwaysLinkToLastBuild: false, allowMissing: false])
    } catch (NoSuchMethodError ignored) {
        archiveArtifacts(artifacts: page)
    }
}

/**
 * The program to start on this agent; the library's files are sent once for each version. Where they are not in place yet, each of the steps that
 * run side by side sends its own copy, and the launcher puts the first that is complete into place: none starts a half-written one.
 */
String placeLauncher(String home, String id) {
    if (fileExists(home + '/launcher.js')) {
        return home + '/launcher.js'
    }
    String copy = home + '-' + id
    writeFile(file: copy + '/package.json', text: '{ "type": "module" }\n', encoding: 'UTF-8')
    writeFile(file: copy + '/bundle.txt', text: libraryResource('chancery/dist/bundle.txt'), encoding: 'UTF-8')
    writeFile(file: copy + '/start.js', text: libraryResource('chancery/dist/start.js'), encoding: 'UTF-8')
    return copy + '/start.js'
}

/** `timestampUrls` is the input `timestamp-urls`. Which inputs there are, and of what kind, the launcher knows. */
@NonCPS
static Map inputsOf(Map arguments) {
    Map inputs = [:]
    for (entry in arguments.entrySet()) {
        String name = entry.key.toString().replaceAll('([A-Z])', '-$1').toLowerCase(Locale.ROOT)
        inputs[name] = plain(entry.value)
    }
    return inputs
}

/** Text that was put together (GString) as text, sets as lists: what JSON and a controller's restart keep as they are. */
@NonCPS
static Object plain(Object value) {
    if (value instanceof Collection) {
        List items = []
        for (item in value) {
            items.add(plain(item))
        }
        return items
    }
    return value instanceof CharSequence ? value.toString() : value
}

@NonCPS
static String orderOf(String step, Map inputs, String page) {
    return JsonOutput.toJson([step: step, inputs: inputs, page: page])
}

/** JsonSlurperClassic gives plain maps and lists; JsonSlurper's are lazy and do not survive a restart. */
@NonCPS
static Map resultOf(String text) {
    Map left = new JsonSlurperClassic().parseText(text)
    Map report = new JsonSlurperClassic().parseText(left.outputs.result)
    String images = left.outputs['image-digests']
    if (images != null) {
        report.imageDigests = new ArrayList(images.readLines())
    }
    return [failure: left.failure, exitCode: left.exitCode, summary: left.summary, report: report, env: left.env, cleanUp: left.cleanUp]
}
