export { n as internalFailure, r as sayFailure } from "./cli3.js";
