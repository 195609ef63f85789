import { a as logOfKey, s as loggedStatement } from "./attest7.js";
import { i as readTrustedRoot } from "./attest9.js";
export { logOfKey, loggedStatement, readTrustedRoot };
