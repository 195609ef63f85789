/**
 * chancerySign(files: 'dist/**', key: 'release', out: 'signed') and chancerySign.verify(files: 'signed/**').
 * They map arguments, bind the PIN and start the launcher on the agent; everything else is done there, by the code of the GitHub actions.
 */
import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

/** Signs files. Returns the JSON of `chancery sign --json` as a map; ends the build where a file could not be signed. */
Map call(Map arguments = [:]) {
    Map inputs = inputsOf(arguments)
    String pinCredentialsId = inputs.remove('pin-credentials-id')
    if (pinCredentialsId == null) {
        return launch('sign', inputs)
    }
    Map report = null
    withCredentials([string(credentialsId: pinCredentialsId, variable: 'CHANCERY_PIN')]) {
        report = launch('sign', inputs)
    }
    return report
}

/** Verifies files. Returns the JSON of `chancery verify --json` as a map; ends the build where a file is refused. */
Map verify(Map arguments = [:]) {
    return launch('verify', inputsOf(arguments))
}

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
        withEnv(['CHANCERY_HOME=' + home, 'CHANCERY_RUN=' + run, 'CHANCERY_LAUNCHER=' + program + '/launcher.js']) {
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
        archiveArtifacts(artifacts: result.summary)
    }
    if (result.failure != null) {
        error('chancerySign: ' + result.failure)
    }
    return result.report
}

/**
 * Where the launcher is on this agent; it is sent once for each version. Where it is not in place yet, each of the steps that run side by side
 * sends its own copy, and the launcher puts the first that is complete into place: none starts a half-written one.
 */
String placeLauncher(String home, String id) {
    if (fileExists(home + '/launcher.js')) {
        return home
    }
    String copy = home + '-' + id
    writeFile(file: copy + '/package.json', text: '{ "type": "module" }\n', encoding: 'UTF-8')
    writeFile(file: copy + '/lane-worker.js', text: libraryResource('chancery/dist/lane-worker.js'), encoding: 'UTF-8')
    writeFile(file: copy + '/launcher.js', text: libraryResource('chancery/dist/launcher.js'), encoding: 'UTF-8')
    return copy
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
    return [failure: left.failure, summary: left.summary, report: report]
}
