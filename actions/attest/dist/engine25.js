export { t as verifyFiles } from "./engine23.js";
