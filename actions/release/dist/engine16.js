export { t as verifyFiles } from "./engine14.js";
