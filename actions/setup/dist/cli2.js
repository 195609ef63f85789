export { n as internalFailure, r as sayFailure } from "./cli.js";
