export { t as verifyFiles } from "./engine8.js";
