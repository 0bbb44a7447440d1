import { BlockList, isIPv4 } from "node:net";

/** Networks of one's own, which a configuration may allow. */
const own = createList([
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["::1", 128],
  ["fc00::", 7],
]);

/** No host of the public internet. Those of 169.254.0.0/16 give out credentials in clouds. */
const special = createList([
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
]);

/** The part of IPv6 that is given out to the public internet. */
const publicSixes = createList([["2000::", 3]]);

/** Whether an IP address may be asked: one of the public internet, or of a private network where that is allowed. */
export function isAllowedAddress(address: string, privateAddresses: boolean): boolean {
  const family = isIPv4(address) ? "ipv4" : "ipv6";
  if (own.check(address, family)) return privateAddresses && address !== "fd00:ec2::254";
  if (special.check(address, family)) return false;
  return family === "ipv4" || publicSixes.check(address, family);
}

function createList(networks: readonly (readonly [address: string, bits: number])[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks)
    list.addSubnet(address, bits, isIPv4(address) ? "ipv4" : "ipv6");
  return list;
}
