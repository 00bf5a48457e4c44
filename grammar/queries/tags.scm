(
  (comment)* @doc
  .
  (function_declaration name: (identifier) @name) @definition.function
  (#strip! @doc "^///\\s?")
  (#select-adjacent! @doc @definition.function)
)

(
  (comment)* @doc
  .
  (transaction_declaration name: (identifier) @name) @definition.function
  (#strip! @doc "^///\\s?")
  (#select-adjacent! @doc @definition.function)
)

(
  (comment)* @doc
  .
  (primitive_declaration name: (identifier) @name) @definition.function
  (#strip! @doc "^///\\s?")
  (#select-adjacent! @doc @definition.function)
)

(
  (comment)* @doc
  .
  (type_declaration name: (type_identifier) @name) @definition.type
  (#strip! @doc "^///\\s?")
  (#select-adjacent! @doc @definition.type)
)

(source_file (let_declaration name: (identifier) @name) @definition.variable)
(source_file (const_declaration name: (identifier) @name) @definition.constant)

(call_expression function: (identifier) @name) @reference.call
(call_expression function: (member_expression name: (property_identifier) @name)) @reference.call
(named_type name: (type_name (type_identifier) @name)) @reference.type
(struct_expression type: (identifier) @name) @reference.type
