[
  (block)
  (match_block)
  (match_case)
  (struct_type)
  (map)
  (list)
  (struct_expression)
  (arguments)
  (parameters)
  (comment)+
  (import_statement)+
] @fold
