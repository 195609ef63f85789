import { a as loggedStatement, r as logOfKey } from "./attest7.js";
import { n as readTrustedRoot } from "./attest9.js";
export { logOfKey, loggedStatement, readTrustedRoot };
