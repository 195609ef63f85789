export { t as prepareImages } from "./engine46.js";
