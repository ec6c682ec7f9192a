/// <reference types="vite/client" />
declare module '*.yml' {
  const document: unknown;
  export default document;
}
