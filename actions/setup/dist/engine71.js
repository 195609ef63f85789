export { t as prepareImages } from "./engine69.js";
