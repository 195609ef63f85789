export { t as verifyFiles } from "./engine9.js";
