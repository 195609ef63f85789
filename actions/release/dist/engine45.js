export { t as readLogKeys, n as readLogPolicy, r as readLogTrust } from "./engine46.js";
