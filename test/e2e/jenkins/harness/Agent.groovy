/** The pipeline steps that the library uses, really done: files are written, programs run. One for a controller and its agent. */
class Agent {
    final File workspace
    final File resources
    final Map environment
    final Map credentials
    final boolean unix
    /** What `checkout scm` puts into the workspace; may be null. */
    final File scm
    /** Names of optional plugins that are installed. */
    final List plugins
    /** Where a step that outlives the controller leaves its output and exit code; null: none does. */
    final File durable
    final Map stashed = [:]
    final List archived = []
    /** Reports of the HTML Publisher plugin to their pages. */
    final Map published = [:]
    final StringBuilder console = new StringBuilder()
    /** Names of the steps, in the order of their calls. */
    final List calls = []

    Agent(Map options) {
        workspace = new File(options.workspace)
        resources = new File(options.library, 'resources')
        environment = options.environment
        credentials = options.credentials
        unix = options.unix
        scm = options.scm == null ? null : new File(options.scm)
        plugins = options.plugins ?: []
        durable = options.restart == null ? null : new File(options.durable)
    }

    Object perform(String name, List args, List scopes) {
        calls << name
        Object first = args ? args[0] : null
        Map map = first instanceof Map ? first : [:]
        switch (name) {
            case 'echo': say(map.message ?: first); return null
            case 'error': throw new Failure((map.message ?: first).toString())
            case 'isUnix': return unix
            case 'pwd': return map.tmp ? workspace.path + '@tmp' : folder(scopes).path
            case 'fileExists': return file(map.file ?: first, scopes).exists()
            case 'libraryResource': return new File(resources, (map.resource ?: first).toString()).getText('UTF-8')
            case 'readFile': return file(map.file ?: first, scopes).getText(map.encoding ?: 'UTF-8')
            case 'writeFile':
                File target = file(map.file, scopes)
                target.parentFile.mkdirs()
                target.setText(map.text.toString(), map.encoding ?: 'UTF-8')
                return null
            case 'deleteDir': folder(scopes).deleteDir(); return null
            case 'archiveArtifacts':
                String pattern = (map.artifacts ?: first).toString()
                Set found = matching(pattern, folder(scopes)).keySet()
                if (found.isEmpty()) throw new Failure('No artifacts found that match the file pattern "' + pattern + '"')
                archived.addAll(found)
                return null
            case 'publishHTML':
                // What Jenkins throws for a step of a plugin that is not there.
                if (!('htmlpublisher' in plugins)) throw new NoSuchMethodError("No such DSL method 'publishHTML' found among steps")
                Map target = map.target
                Set pages = matching(target.includes, file(target.reportDir, scopes)).keySet()
                if (!(target.reportFiles in pages)) throw new Failure('Specified HTML directory does not exist')
                published[target.reportName] = target.reportDir + '/' + target.reportFiles
                return null
            case ['string', 'usernamePassword', 'file', 'certificate']: return [kind: name] + map
            case 'library': return null
            case 'checkout': scm.eachFileRecurse { if (it.isFile()) copy(it, file(scm.toPath().relativize(it.toPath()), scopes)) }; return null
            case 'stash': stashed[map.name] = matching(map.includes, folder(scopes)); return null
            case 'unstash': stashed[(map.name ?: first).toString()].each { path, bytes -> write(file(path, scopes), bytes) }; return null
            case 'junit':
                Map reports = matching((map.testResults ?: first).toString(), folder(scopes))
                if (reports.isEmpty()) throw new Failure('No test report files were found. Configuration error?')
                say('junit ' + reports.values().sum { new XmlSlurper().parse(new ByteArrayInputStream(it)).@failures.toInteger() })
                return null
            case 'sh':
                if (!unix) throw new Failure('Batch scripts can only be run on Windows nodes')
                return run(map, first, scopes, POSIX)
            case 'bat':
                if (unix) throw new Failure('Batch scripts can only be run on Windows nodes')
                return run(map, first, scopes) { script, env -> ['sh', '-e', '-c', batch(script, env)] }
            default: throw new MissingMethodException(name, Agent, args as Object[])
        }
    }

    /** What a block step adds for its body. */
    Map scopeOf(String name, List args) {
        calls << name
        switch (name) {
            case 'withEnv': return [env: args[0].collectEntries { it.split('=', 2) as List }]
            case 'dir': return [dir: args[0].toString()]
            case 'withCredentials':
                return [env: args[0].collectEntries {
                    if (!credentials.containsKey(it.credentialsId)) throw new Failure("Could not find credentials entry with ID '" + it.credentialsId + "'")
                    bound(it, credentials[it.credentialsId])
                }]
            case 'inContainer': return [container: args[0].toString()]
            case ['node', 'stage', 'timeout', 'retry']: return [:]
            default: throw new MissingMethodException(name, Agent, args as Object[])
        }
    }

    static boolean isBlock(String name) { return name in ['withEnv', 'withCredentials', 'dir', 'node', 'stage', 'timeout', 'retry', 'inContainer'] }

    /** What credentials-binding puts into the environment; a secret file and a keystore lie outside the workspace. */
    private Map bound(Map binding, String secret) {
        switch (binding.kind) {
            case 'usernamePassword': return [(binding.usernameVariable): 'user', (binding.passwordVariable): secret]
            case 'file': return [(binding.variable): secretFile(secret)]
            case 'certificate': return [(binding.keystoreVariable): secretFile('a keystore'), (binding.passwordVariable): secret]
            default: return [(binding.variable): secret]
        }
    }

    private String secretFile(String content) {
        File file = File.createTempFile('secret', '', new File(environment.HOME))
        file.setText(content, 'UTF-8')
        return file.path
    }

    /** Paths below a folder to their bytes. */
    private static Map matching(String pattern, File folder) {
        java.nio.file.PathMatcher matcher = java.nio.file.FileSystems.default.getPathMatcher('glob:' + pattern)
        Map found = new TreeMap()
        folder.eachFileRecurse {
            java.nio.file.Path path = folder.toPath().relativize(it.toPath())
            if (it.isFile() && matcher.matches(path)) found[path.toString()] = it.bytes
        }
        return found
    }

    private static void copy(File from, File to) { write(to, from.bytes) }

    private static void write(File file, byte[] bytes) {
        file.parentFile.mkdirs()
        file.bytes = bytes
    }

    private static final Closure POSIX = { script, env -> ['sh', '-xe', '-c', script] }

    private ProcessBuilder prepared(Object script, List scopes, Closure command = POSIX) {
        boolean contained = scopes.any { it.container }
        Map env = new TreeMap(contained ? inContainer() : environment)
        scopes.each { scope ->
            // `PATH+NAME=folder` goes in front of PATH.
            scope.env?.each { key, value -> if (key.startsWith('PATH+')) env.PATH = value + File.pathSeparator + env.PATH else env[key] = value }
        }
        ProcessBuilder builder = new ProcessBuilder(command(script.toString(), env) as List<String>)
        builder.environment().clear()
        env.each { key, value -> builder.environment().put(key.toString(), value.toString()) }
        return builder.directory(folder(scopes)).redirectErrorStream(true)
    }

    private Object run(Map map, Object first, List scopes, Closure command) {
        Process process = prepared(map.script ?: first, scopes, command).start()
        String output = process.inputStream.getText('UTF-8')
        int status = process.waitFor()
        say(output)
        if (map.returnStatus) return status
        if (status != 0) throw new Failure('script returned exit code ' + status)
        return map.returnStdout ? output : null
    }

    /** As Jenkins' durable-task does: detached, with output and exit code in files. */
    File startDurably(Object step, List scopes) {
        ProcessBuilder builder = prepared(step, scopes)
        File control = new File(durable, 'step-' + calls.size())
        control.mkdirs()
        List command = builder.command()
        String script = 'control=$1; shift; "$@" > "$control/log" 2>&1; echo $? > "$control/status.tmp"; mv "$control/status.tmp" "$control/status"'
        builder.command(['setsid', 'sh', '-c', script, 'sh', control.path] + command)
        builder.redirectOutput(new File(control, 'none')).redirectInput(new File('/dev/null'))
        builder.start()
        return control
    }

    /** Whoever asks: the controller that started it, or the next. */
    Object ended(Map map, File control) {
        File left = new File(control, 'status')
        while (!left.exists()) Thread.sleep(20)
        int status = left.text.trim() as int
        String output = new File(control, 'log').getText('UTF-8')
        say(output)
        if (map.returnStatus) return status
        if (status != 0) throw new Failure('script returned exit code ' + status)
        return map.returnStdout ? output : null
    }

    /** A container of Jenkins: its own PATH, no home that its user could write to, and what the pipeline sets. */
    private Map inContainer() {
        return environment.findAll { it.key in ['PATH', 'CHANCERY_PKCS11JS', 'JOB_NAME', 'BUILD_NUMBER'] } + [HOME: '/']
    }

    /** `%NAME%` as cmd expands it; the rest of a batch line here is a program and its arguments. */
    private static String batch(String script, Map env) {
        String line = script.startsWith('@') ? script.substring(1) : script
        return line.replaceAll(/%(\w+)%/) { all, name -> java.util.regex.Matcher.quoteReplacement(env[name].toString()).replace('"', '\\"') }
    }

    private synchronized void say(Object text) { console.append(text).append('\n') }

    private File folder(List scopes) {
        String dir = scopes.reverse().find { it.dir }?.dir
        return dir == null ? workspace : absolute(dir)
    }

    private File file(Object path, List scopes) {
        File given = new File(path.toString())
        return given.absolute ? given : new File(folder(scopes), path.toString())
    }

    private File absolute(String path) {
        File given = new File(path)
        return given.absolute ? given : new File(workspace, path)
    }
}
