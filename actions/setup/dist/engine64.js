export { n as assertPolicy } from "./engine65.js";
