export { t as verifyFiles } from "./engine69.js";
