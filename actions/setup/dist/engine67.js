export { t as verifyFiles } from "./engine68.js";
