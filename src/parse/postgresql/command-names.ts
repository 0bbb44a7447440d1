import type { NodeTag } from "./ast.ts";

/** Commands whose node is not named after them. */
const names: Partial<Record<NodeTag, string>> = {
  AlterCollationStmt: "ALTER COLLATION",
  AlterDatabaseRefreshCollStmt: "ALTER DATABASE … REFRESH COLLATION VERSION",
  AlterDatabaseSetStmt: "ALTER DATABASE … SET",
  AlterDatabaseStmt: "ALTER DATABASE",
  AlterEventTrigStmt: "ALTER EVENT TRIGGER",
  AlterExtensionContentsStmt: "ALTER EXTENSION … ADD or DROP",
  AlterExtensionStmt: "ALTER EXTENSION … UPDATE",
  AlterFdwStmt: "ALTER FOREIGN DATA WRAPPER",
  AlterForeignServerStmt: "ALTER SERVER",
  AlterObjectDependsStmt: "ALTER … DEPENDS ON EXTENSION",
  AlterOpFamilyStmt: "ALTER OPERATOR FAMILY",
  AlterRoleSetStmt: "ALTER ROLE … SET",
  AlterRoleStmt: "ALTER ROLE",
  AlterTableMoveAllStmt: "ALTER TABLE ALL IN TABLESPACE",
  AlterTableSpaceOptionsStmt: "ALTER TABLESPACE",
  AlterTSConfigurationStmt: "ALTER TEXT SEARCH CONFIGURATION",
  AlterTSDictionaryStmt: "ALTER TEXT SEARCH DICTIONARY",
  CreateAmStmt: "CREATE ACCESS METHOD",
  CreateEventTrigStmt: "CREATE EVENT TRIGGER",
  CreateFdwStmt: "CREATE FOREIGN DATA WRAPPER",
  CreateForeignServerStmt: "CREATE SERVER",
  CreateOpClassStmt: "CREATE OPERATOR CLASS",
  CreateOpFamilyStmt: "CREATE OPERATOR FAMILY",
  CreatePLangStmt: "CREATE LANGUAGE",
  CreateTableSpaceStmt: "CREATE TABLESPACE",
  CreateUserMappingStmt: "CREATE USER MAPPING",
  CreatedbStmt: "CREATE DATABASE",
  DropTableSpaceStmt: "DROP TABLESPACE",
  DropdbStmt: "DROP DATABASE",
  DropUserMappingStmt: "DROP USER MAPPING",
  AlterUserMappingStmt: "ALTER USER MAPPING",
  ImportForeignSchemaStmt: "IMPORT FOREIGN SCHEMA",
  RuleStmt: "CREATE RULE",
  SecLabelStmt: "SECURITY LABEL",
};

/** The command that a node stands for: `CreateRoleStmt` is `CREATE ROLE`. */
export function commandOf(tag: NodeTag): string {
  return (
    names[tag] ??
    tag
      .replace(/Stmt$/, "")
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toUpperCase()
  );
}
