export { t as VERSION } from "./engine14.js";
