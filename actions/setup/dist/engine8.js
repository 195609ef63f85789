export { t as VERSION } from "./engine9.js";
