[
  (block)
  (match_block)
  (struct_type)
  (map)
  (list)
  (struct_expression)
  (record_pattern)
  (list_pattern)
  (arguments)
  (parameters)
  (parenthesized_expression)
] @indent.begin

(block "}" @indent.branch @indent.end)
(match_block "}" @indent.branch @indent.end)
(struct_type "}" @indent.branch @indent.end)
(map "}" @indent.branch @indent.end)
(struct_expression "}" @indent.branch @indent.end)
(record_pattern "}" @indent.branch @indent.end)
(list "]" @indent.branch @indent.end)
(list_pattern "]" @indent.branch @indent.end)
(arguments ")" @indent.branch @indent.end)
(parameters ")" @indent.branch @indent.end)
(parenthesized_expression ")" @indent.branch @indent.end)

; A chain of members, one a line
(expression_statement (call_expression) @indent.begin)
(let_declaration value: (call_expression function: (member_expression)) @indent.begin)

(comment) @indent.auto
(ERROR) @indent.auto
