export { t as noLogKey, n as readLogKeys, r as readLogPolicy, i as readLogTrust } from "./engine46.js";
