export { t as verifyFiles } from "./engine35.js";
