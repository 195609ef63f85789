export { t as verifyFiles } from "./engine5.js";
