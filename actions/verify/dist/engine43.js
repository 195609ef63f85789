export { t as EventLog } from "./engine42.js";
