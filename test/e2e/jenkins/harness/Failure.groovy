/** What `error` and a failed step throw (hudson.AbortException in Jenkins). */
class Failure extends Exception {
    Failure(String message) { super(message) }
}
