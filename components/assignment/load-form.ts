/** The form comes when it is needed, or a moment before: when a row is pointed at. */
export const loadAssignmentForm = () => import("./assignment-form").then(({ AssignmentForm }) => AssignmentForm);
