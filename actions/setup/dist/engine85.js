export { t as OwnLog } from "./engine86.js";
