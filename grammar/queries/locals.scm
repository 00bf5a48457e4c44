; Scopes

(source_file) @local.scope
(block) @local.scope
(for_statement) @local.scope
(match_case) @local.scope
(function_declaration) @local.scope
(transaction_declaration) @local.scope
(function_expression) @local.scope

; Definitions

(let_declaration name: (identifier) @local.definition.var)
(const_declaration name: (identifier) @local.definition.constant)
(for_statement variable: (identifier) @local.definition.var)
(try_statement name: (identifier) @local.definition.var)
(parameter name: (identifier) @local.definition.parameter)
(function_declaration name: (identifier) @local.definition.function)
(transaction_declaration name: (identifier) @local.definition.function)
(type_declaration name: (type_identifier) @local.definition.type)
(import_statement path: (dotted_name . (identifier) @local.definition.import) !alias)
(import_statement alias: (identifier) @local.definition.import)

(match_case pattern: (identifier) @local.definition.var)
(type_pattern pattern: (identifier) @local.definition.var)
(field_pattern pattern: (identifier) @local.definition.var)
(field_pattern name: (property_identifier) @local.definition.var !pattern)
(list_pattern (identifier) @local.definition.var)
(rest_pattern name: (identifier) @local.definition.var)
(alternative_pattern (identifier) @local.definition.var)
(parenthesized_pattern (identifier) @local.definition.var)

; References

(identifier) @local.reference
(type_identifier) @local.reference
