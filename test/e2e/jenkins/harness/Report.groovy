import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

/** Both harnesses are given one JSON file and leave another. */
class Report {
    static Map order(String path) { return new JsonSlurperClassic().parse(new File(path), 'UTF-8') }

    static void leave(Map order, Agent agent, Object value, Throwable error, Map more) {
        Map report = [value: value, error: error?.message ?: error?.toString(), errorClass: error?.class?.name, console: agent.console.toString(),
                      archived: agent.archived, published: agent.published, calls: agent.calls] + more
        new File(order.report).setText(JsonOutput.toJson(report), 'UTF-8')
    }
}
