/** When a team runs its migrations, beside the deployment of the code that they are merged with. */
export const migrationsRun = ["before-deploy", "after-deploy", "manual"] as const;

export type MigrationsRun = (typeof migrationsRun)[number];
