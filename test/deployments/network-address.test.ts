import { expect, test } from "vitest";
import { isAllowedAddress } from "../../src/deployments/network-address.ts";

test.each([
  ["140.82.121.4", true, true],
  ["2606:50c0:8000::153", true, true],
  ["10.1.2.3", false, true],
  ["127.0.0.1", false, true],
  ["172.31.255.255", false, true],
  ["192.168.0.1", false, true],
  ["100.64.0.1", false, true],
  ["::1", false, true],
  ["fd12:3456::1", false, true],
  ["::ffff:127.0.0.1", false, true],
  // What gives out a cloud's credentials is never asked.
  ["169.254.169.254", false, false],
  ["fd00:ec2::254", false, false],
  ["::ffff:169.254.169.254", false, false],
  ["fe80::1", false, false],
  ["0.0.0.0", false, false],
  ["::", false, false],
  ["224.0.0.1", false, false],
  ["255.255.255.255", false, false],
  // Ways to write an IPv4 address into another.
  ["64:ff9b::a00:1", false, false],
  ["2002:a00:1::", false, false],
])("%s may be asked: %s, and with private addresses: %s", (address, isPublic, isPrivate) => {
  expect(isAllowedAddress(address, false)).toBe(isPublic);
  expect(isAllowedAddress(address, true)).toBe(isPrivate);
});
