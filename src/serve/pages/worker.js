// The one connection that all open pages of a preview share.
"use strict";
const ports = [];
let last;
new EventSource("/~roadcast/events").onmessage = ({ data }) => {
  last = data;
  for (const port of ports) port.postMessage(data);
};
onconnect = ({ ports: [port] }) => {
  ports.push(port);
  if (last) port.postMessage(last);
};
