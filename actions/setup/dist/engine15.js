import "./engine.js";
export { s as suggestion } from "./engine2.js";
import "./engine3.js";
import "./engine4.js";
import "./engine7.js";
import "./engine9.js";
import "./engine10.js";
