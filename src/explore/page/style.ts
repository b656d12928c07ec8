/** How it looks: in JupyterLab its colours and letters, elsewhere the page's own. */
export const style = `
.fl-explore { color: var(--jp-content-font-color1, CanvasText); font-family: var(--jp-ui-font-family, system-ui, sans-serif);
  font-size: var(--jp-ui-font-size1, 13px); line-height: 1.4; padding: 4px 2px; container-type: inline-size; }
.fl-title { font-weight: 600; margin: 0 0 6px; }
.fl-controls { display: grid; grid-template-columns: max-content minmax(120px, 300px) minmax(64px, max-content); gap: 4px 10px;
  align-items: center; margin: 0 0 8px; }
.fl-row { display: contents; }
.fl-row > label, .fl-row > .fl-label { text-align: right; }
.fl-wide { grid-column: 2 / -1; }
.fl-controls input[type=range] { width: 100%; margin: 0; accent-color: var(--jp-brand-color1, #0a7fc2); }
.fl-controls input[type=text], .fl-controls select, .fl-controls textarea { font: inherit; color: inherit; box-sizing: border-box;
  background: var(--jp-layout-color0, Canvas); border: 1px solid var(--jp-border-color1, #888); border-radius: 2px; padding: 1px 5px;
  font-variant-numeric: tabular-nums; min-height: 22px; }
.fl-controls input.fl-number { width: 76px; }
.fl-controls textarea, .fl-controls input.fl-text { width: 100%; font-family: var(--jp-code-font-family, monospace);
  font-size: var(--jp-code-font-size, 13px); }
.fl-controls [aria-invalid=true] { border-color: var(--jp-error-color1, #d32f2f); }
.fl-refused { grid-column: 2 / -1; color: var(--jp-error-color1, #d32f2f); font-size: 0.92em; }
.fl-bar { grid-column: 2 / -1; display: flex; flex-wrap: wrap; gap: 6px; }
.fl-button { font: inherit; color: inherit; background: var(--jp-layout-color2, ButtonFace); border: 1px solid transparent; border-radius: 2px;
  padding: 1px 9px; min-height: 24px; cursor: pointer; }
.fl-button:hover { background: var(--jp-layout-color3, ButtonFace); }
.fl-icon { padding: 1px 6px; display: inline-flex; align-items: center; }
.fl-explore :focus-visible { outline: 2px solid var(--jp-brand-color1, #0a7fc2); outline-offset: 1px; }
.fl-player { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
.fl-player input[type=range] { flex: 1 1 120px; }
.fl-code { width: 100%; }
.fl-status { min-height: 0; font-size: 0.92em; opacity: 0.85; }
.fl-status button { margin-left: 8px; }
.fl-trouble { color: var(--jp-error-color1, #d32f2f); white-space: pre-wrap; margin: 4px 0; font-size: 0.92em; }
.fl-output pre { white-space: pre-wrap; margin: 4px 0; }
.fl-parts { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: flex-start; }
.fl-part { min-width: 0; max-width: 100%; }
.fl-parts table { border-collapse: collapse; }
.fl-parts th, .fl-parts td { padding: 3px 0 3px 14px; vertical-align: bottom; }
.fl-parts th:first-child, .fl-parts td:first-child { padding-left: 0; }
.fl-parts th { max-width: 12em; white-space: normal !important; }
.fl-caption { font-size: 0.9em; opacity: 0.8; margin-top: 4px; }
.fl-gone .fl-controls { opacity: 0.5; }
.fl-explore [hidden] { display: none; }
.fl-handle { cursor: grab; outline: none; }
.fl-handle * { touch-action: none; }
.fl-handle:active { cursor: grabbing; }
.fl-handle:focus-visible .fl-ring { stroke-width: 4; }
.fl-canvas { cursor: crosshair; outline: none; }
.fl-live figure { position: relative; }
.fl-live .fl-scenery { visibility: hidden; }
.fl-stage { position: absolute; cursor: grab; }
.fl-stage:active { cursor: grabbing; }
.fl-stage canvas { display: block; width: 100%; height: 100%; }
.fl-labels { position: absolute; inset: 0; pointer-events: none; font-size: 11px; line-height: 1; font-family: system-ui, sans-serif; }
.fl-labels span { position: absolute; left: 0; top: 0; white-space: nowrap; opacity: 0.8; }
.fl-labels .fl-axis { font-weight: 500; opacity: 1; }
@container (max-width: 460px) {
  .fl-controls { grid-template-columns: minmax(80px, 1fr) minmax(64px, max-content); }
  .fl-row > label, .fl-row > .fl-label { grid-column: 1 / -1; text-align: left; }
  .fl-wide, .fl-refused, .fl-bar { grid-column: 1 / -1; }
}
`
