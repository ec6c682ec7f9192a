/** SERVICE_TRIGGER_TYPE_* (Microsoft Learn, winsvc.h, SERVICE_TRIGGER) in our words. */
export const TRIGGER_TYPES: Readonly<Record<number, string>> = {
  1: 'device-interface-arrival',
  2: 'ip-address-availability',
  3: 'domain-join',
  4: 'firewall-port-event',
  5: 'group-policy',
  6: 'network-endpoint',
  7: 'custom-system-state-change',
  20: 'etw',
  30: 'aggregate',
};

/** Subtypes of triggers (winsvc.h, SERVICE_TRIGGER) and device interface classes (Windows SDK headers). */
export const TRIGGER_GUIDS: Readonly<Record<string, string>> = {
  '{4F27F2DE-14E2-430B-A549-7CD48CBC8245}': 'first IP address arrival',
  '{CC4BA62A-162E-4648-847A-B6BDF993E335}': 'last IP address removal',
  '{1CE20ABA-9851-4421-9430-1DDEB766E809}': 'domain join',
  '{DDAF516E-58C2-4866-9574-C3B615D42EA1}': 'domain leave',
  '{B7569E07-8421-4EE0-AD10-86915AFDAD09}': 'firewall port open',
  '{A144ED38-8E12-4DE4-9D96-E64740B1A524}': 'firewall port close',
  '{659FCAE6-5BDB-4DA9-B1FF-CA2A178D46E0}': 'machine policy present',
  '{54FB46C8-F089-464C-B1FD-59D1B62C3B50}': 'user policy present',
  '{BC90D167-9470-4139-A9BA-BE0BBBF5B74D}': 'RPC interface event',
  '{1F81D131-3FAC-4537-9E0C-7E7B0C2F4B55}': 'named pipe event',
  '{2D7A2816-0C5E-45FC-9CE7-570E5ECDE9C9}': 'system state change (WNF)',
  '{53F56307-B6BF-11D0-94F2-00A0C91EFB8B}': 'disk',
  '{53F5630D-B6BF-11D0-94F2-00A0C91EFB8B}': 'volume',
  '{4D1E55B2-F16F-11CF-88CB-001111000030}': 'human interface device',
  '{50DD5230-BA8A-11D1-BF5D-0000F805F530}': 'smart card reader',
  '{A5DCBF10-6530-11D2-901F-00C04FB951ED}': 'USB device',
  '{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}': 'imaging device',
  '{6AC27878-A6FA-4155-BA85-F98F491D4F33}': 'portable device',
  '{0850302A-B344-4FDA-9BE9-90576B8D46F0}': 'Bluetooth radio',
  '{CAC88484-7515-4C03-82E6-71A87ABAC361}': 'network adapter',
  '{BA1BB692-9B7A-4833-9A1E-525ED134E7E2}': 'sensor',
  '{6994AD04-93EF-11D0-A3CC-00A0C9223196}': 'audio device',
};
