export { n as assertPolicy } from "./engine33.js";
