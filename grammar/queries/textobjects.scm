(function_declaration body: (block) @function.inner) @function.outer
(transaction_declaration body: (block) @function.inner) @function.outer
(function_expression body: (block) @function.inner) @function.outer

(type_declaration type: (struct_type) @class.inner) @class.outer

(if_statement consequence: (block) @conditional.inner) @conditional.outer
(if_statement alternative: (block) @conditional.inner)
(match_case body: (_) @conditional.inner) @conditional.outer

(while_statement body: (block) @loop.inner) @loop.outer
(for_statement body: (block) @loop.inner) @loop.outer

(call_expression arguments: (arguments) @call.inner) @call.outer

(parameters (parameter) @parameter.inner @parameter.outer)
(arguments (_) @parameter.inner @parameter.outer)

(assignment_statement target: (_) @assignment.lhs value: (_) @assignment.rhs @assignment.inner) @assignment.outer
(let_declaration name: (_) @assignment.lhs value: (_) @assignment.rhs @assignment.inner) @assignment.outer

(return_statement value: (_) @return.inner) @return.outer
(block (_) @statement.outer)
(comment) @comment.inner @comment.outer
[(integer) (float)] @number.inner
