throw new Error('broken when loaded')
