// The server's time: ages do not depend on the clock of the person who looks.
const ahead = Number(document.body.dataset.now) - Date.now();

export const now = () => Date.now() + ahead;
