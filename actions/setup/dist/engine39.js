export { t as verifyFiles } from "./engine40.js";
