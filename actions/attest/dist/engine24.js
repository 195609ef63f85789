export { t as verifyFiles } from "./engine22.js";
