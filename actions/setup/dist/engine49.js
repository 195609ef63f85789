export { r as statePolicy } from "./engine50.js";
