export { t as verifyFiles } from "./engine93.js";
