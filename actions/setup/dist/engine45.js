export { t as EventLog } from "./engine44.js";
