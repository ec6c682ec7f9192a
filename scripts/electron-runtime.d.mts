export interface ElectronRuntime {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}
export function ownElectron(options: { download: boolean }): ElectronRuntime | null;
export function standInElectron(): Promise<ElectronRuntime | null>;
export function testElectron(): Promise<ElectronRuntime | null>;
