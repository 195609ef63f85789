/** What Docker Pipeline offers: `docker.image('node:24').inside('-v ...') { ... }`, which is also what a declarative docker agent comes down to. */
class Docker {
    Script script
    String image
    Docker image(String name) { return new Docker(script: script, image: name) }
    Object inside(String arguments = '', Closure body) { return script.invokeMethod('inContainer', [image, body] as Object[]) }
}
