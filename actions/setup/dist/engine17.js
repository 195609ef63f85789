export { t as VERSION } from "./engine18.js";
