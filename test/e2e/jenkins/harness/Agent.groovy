/** The pipeline steps that the library uses, really done: files are written, programs run. One for a controller and its agent. */
class Agent {
    final File workspace
    final File resources
    final Map environment
    final Map credentials
    final boolean unix
    final List archived = []
    final StringBuilder console = new StringBuilder()
    /** Names of the steps, in the order of their calls. */
    final List calls = []

    Agent(Map options) {
        workspace = new File(options.workspace)
        resources = new File(options.library, 'resources')
        environment = options.environment
        credentials = options.credentials
        unix = options.unix
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
                File page = file(map.artifacts ?: first, scopes)
                if (!page.isFile()) throw new Failure('No artifacts found that match the file pattern "' + page + '"')
                archived << (map.artifacts ?: first).toString()
                return null
            case 'string': return [credentialsId: map.credentialsId, variable: map.variable]
            case 'sh':
                if (!unix) throw new Failure('Batch scripts can only be run on Windows nodes')
                return run(map, first, scopes) { script, env -> ['sh', '-xe', '-c', script] }
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
                    [it.variable, credentials[it.credentialsId]]
                }]
            default: throw new MissingMethodException(name, Agent, args as Object[])
        }
    }

    static boolean isBlock(String name) { return name in ['withEnv', 'withCredentials', 'dir'] }

    private Object run(Map map, Object first, List scopes, Closure command) {
        Map env = new TreeMap(environment)
        scopes.each { if (it.env) env.putAll(it.env) }
        ProcessBuilder builder = new ProcessBuilder(command((map.script ?: first).toString(), env) as List<String>)
        builder.environment().clear()
        env.each { key, value -> builder.environment().put(key.toString(), value.toString()) }
        Process process = builder.directory(folder(scopes)).redirectErrorStream(true).start()
        String output = process.inputStream.getText('UTF-8')
        int status = process.waitFor()
        say(output)
        if (map.returnStatus) return status
        if (status != 0) throw new Failure('script returned exit code ' + status)
        return map.returnStdout ? output : null
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
