import "./engine.js";
export { s as suggestion } from "./engine2.js";
import "./engine3.js";
import "./engine4.js";
import "./engine5.js";
import "./engine7.js";
import "./engine8.js";
import "./engine12.js";
