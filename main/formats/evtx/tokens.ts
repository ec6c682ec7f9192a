/** BinXML tokens ([MS-EVEN6] 2.2.12; libevtx, "Binary XML tokens"). */
export const Token = {
  EndOfStream: 0x00,
  OpenElement: 0x01,
  CloseStartElement: 0x02,
  CloseEmptyElement: 0x03,
  EndElement: 0x04,
  Value: 0x05,
  Attribute: 0x06,
  CData: 0x07,
  CharReference: 0x08,
  EntityReference: 0x09,
  InstructionTarget: 0x0a,
  InstructionData: 0x0b,
  TemplateInstance: 0x0c,
  Substitution: 0x0d,
  OptionalSubstitution: 0x0e,
  FragmentHeader: 0x0f,
  /** Added to a token when attributes, or more of the same, follow. */
  More: 0x40,
} as const;
