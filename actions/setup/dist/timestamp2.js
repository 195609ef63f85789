export { n as responderTimestamper, a as timestampClient } from "./timestamp.js";
