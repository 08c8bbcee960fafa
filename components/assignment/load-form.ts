/** Loaded on demand, or when the pointer enters a row. */
export const loadAssignmentForm = () => import("./assignment-form").then(({ AssignmentForm }) => AssignmentForm);
