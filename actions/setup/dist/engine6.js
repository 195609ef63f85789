export { t as VERSION } from "./engine7.js";
