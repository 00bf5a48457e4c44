; Of several patterns that fit a node the last one holds.

(identifier) @variable
(property_identifier) @property
(type_identifier) @type

; Names

((type_identifier) @type.builtin
  (#any-of? @type.builtin
    "int" "float" "bool" "str" "timestamp" "uuid" "list" "map" "optional" "any" "none" "void" "fn"
    "Vec" "Matrix" "Vector" "SparseVec" "SparseVector"))

((identifier) @variable.builtin
  (#any-of? @variable.builtin "auto" "args"))

((identifier) @constant
  (#match? @constant "^[A-Z][A-Z0-9_]+$"))

(const_declaration name: (identifier) @constant)
(parameter name: (identifier) @variable.parameter)
(named_argument name: (identifier) @variable.parameter)
(named_type_argument name: (identifier) @variable.parameter)
(import_statement path: (dotted_name (identifier) @module))
(import_statement alias: (identifier) @module)

(function_declaration name: (identifier) @function)
(transaction_declaration name: (identifier) @function)
(primitive_declaration name: (identifier) @function.builtin)
(primitive_declaration name: (identifier) @constant.builtin !parameters)

(call_expression function: (identifier) @function.call)
(call_expression function: (member_expression name: (property_identifier) @function.method.call))
(struct_expression type: (identifier) @type)
(struct_expression type: (member_expression name: (property_identifier) @type))

(annotation "@" @attribute name: (identifier) @attribute)

(wildcard) @variable.builtin
(rest_pattern "..." @operator)

; Literals

[(integer)] @number
[(float)] @number.float
(negative_number "-" @number)
(string) @string
(escape_sequence) @string.escape
[(true) (false)] @boolean
(none) @constant.builtin

(comment) @comment
((comment) @comment.documentation
  (#match? @comment.documentation "^///([^/]|$)"))
(unclosed_comment) @comment
(hash_comment) @comment.error

; Words

["let" "const" "as"] @keyword
["type"] @keyword.type
["fn" "transaction" "rollback" "primitive"] @keyword.function
["if" "else" "match" "case" "where"] @keyword.conditional
["for" "while" "in"] @keyword.repeat
(break_statement) @keyword.repeat
(continue_statement) @keyword.repeat
["return"] @keyword.return
["try" "catch" "throw"] @keyword.exception
["import"] @keyword.import

; Operators and punctuation

[
  "+" "-" "*" "/" "%" ".+" ".-" ".*" "./"
  "==" "!=" "<" "<=" ">" ">=" "&&" "||" "!"
  "=" "+=" "-=" "*=" "/=" "%=" "->" "|"
] @operator
(binary_expression "@" @operator)
(type_arguments ["<" ">"] @punctuation.bracket)

["(" ")" "[" "]" "{" "}"] @punctuation.bracket
["," ";" ":" "."] @punctuation.delimiter
