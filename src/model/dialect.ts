/** The SQL dialects that migrations are read in. MySQL and MariaDB differ in what they lock, so they are two. */
export type Dialect = "postgresql" | "mysql" | "mariadb" | "sqlite";

export const dialects: readonly Dialect[] = ["postgresql", "mysql", "mariadb", "sqlite"];
