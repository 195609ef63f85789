export { t as verifyFiles } from "./engine39.js";
