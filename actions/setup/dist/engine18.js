export { t as VERSION } from "./engine19.js";
