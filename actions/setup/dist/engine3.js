export { t as VERSION } from "./engine4.js";
