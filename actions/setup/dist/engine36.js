export { t as readLogKeys, n as readLogPolicy, r as readLogTrust } from "./engine37.js";
