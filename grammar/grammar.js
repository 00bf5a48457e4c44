/**
 * The grammar of NORMiL: one parser for running, checking, editing and highlighting.
 *
 * It accepts a little more than the language where that makes a better message possible: chained
 * comparisons, any expression as an assignment target, a string without its closing quote. What it lets
 * pass, `normil.syntax` reports.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const LEVEL = { or: 1, and: 2, equality: 3, relation: 4, sum: 5, product: 6, unary: 7, postfix: 8 };

/** `x (',' x)* ','?` or nothing. */
const list = (rule) => optional(list1(rule));
const list1 = (rule) => seq(rule, repeat(seq(',', rule)), optional(','));

/** An identifier or any reserved word. */
const name = ($, kind) => alias(reserved('names', $.identifier), kind);

/**
 * Statements that end with a block need no separator; the others end at `;`, a significant line end or `}`.
 * A line end is never accepted twice in a row, since the scanner may give one that has no width.
 */
const statements = ($) =>
  seq(
    repeat(choice(';', $._compound_statement, seq($._simple_statement, choice(';', $._newline)))),
    optional($._simple_statement),
  );

/**
 * The brace of a block. Where a struct or map literal could begin as well (the header of `if`, the body of
 * a `case`), the precedence makes the lexer choose the block.
 */
const blockBrace = alias(token(prec(1, '{')), '{');

module.exports = grammar({
  name: 'normil',

  word: ($) => $.identifier,

  externals: ($) => [
    $._newline,
    $._rollback,
    $.missing_quote,
    $.missing_expression,
    $.missing_name,
    $.missing_block,
    $.missing_catch,
    $.missing_bracket,
    $._missing_brace,
    $._missing_block_end,
    $._recovering,
  ],

  extras: ($) => [/[ \t\r\n\f]/, $.comment, $.unclosed_comment, $.hash_comment],

  // A rule of its own would hide the precedence of the operators around a value.
  inline: ($) => [$._value],

  supertypes: ($) => [$.expression, $.type, $.pattern],

  reserved: {
    global: () => [
      'as', 'break', 'case', 'catch', 'const', 'continue', 'else', 'false', 'fn', 'for', 'if', 'import',
      'in', 'let', 'match', 'none', 'return', 'throw', 'transaction', 'true', 'try', 'type', 'where', 'while',
    ],
    names: () => [],
  },

  rules: {
    source_file: ($) => statements($),

    _body: ($) => choice($.block, $.missing_block),
    block: ($) => seq(blockBrace, statements($), $._block_end),
    _block_end: ($) => choice('}', alias($._missing_block_end, $.missing_bracket)),

    // ------------------------------------------------------------ statements

    _simple_statement: ($) =>
      choice(
        $.let_declaration,
        $.const_declaration,
        $.import_statement,
        $.type_declaration,
        $.primitive_declaration,
        $._case_statement,
      ),

    _case_statement: ($) =>
      choice(
        $.assignment_statement,
        $.expression_statement,
        $.return_statement,
        $.throw_statement,
        $.break_statement,
        $.continue_statement,
      ),

    _compound_statement: ($) =>
      choice(
        $.if_statement,
        $.while_statement,
        $.for_statement,
        $.match_statement,
        $.try_statement,
        $.function_declaration,
        $.transaction_declaration,
      ),

    let_declaration: ($) => seq('let', $._binding),
    const_declaration: ($) => seq('const', $._binding),
    _binding: ($) =>
      seq(
        field('name', $.identifier),
        optional(seq(':', field('type', $.type))),
        choice(seq('=', field('value', $._value)), field('value', $.missing_expression)),
      ),

    assignment_statement: ($) =>
      seq(
        field('target', $.expression),
        field('operator', choice('=', '+=', '-=', '*=', '/=', '%=')),
        field('value', $._value),
      ),

    expression_statement: ($) => $.expression,

    if_statement: ($) =>
      seq(
        'if',
        field('condition', $._value),
        field('consequence', $._body),
        optional(seq('else', field('alternative', choice($.if_statement, $._body)))),
      ),

    while_statement: ($) => seq('while', field('condition', $._value), field('body', $._body)),

    for_statement: ($) =>
      seq(
        'for',
        field('variable', $.identifier),
        'in',
        field('iterable', $._value),
        field('body', $._body),
      ),

    match_statement: ($) => seq('match', field('subject', $._value), field('body', choice($.match_block, $.missing_block))),

    match_block: ($) =>
      seq(
        blockBrace,
        repeat(
          choice(
            ';',
            alias($._block_case, $.match_case),
            seq(alias($._simple_case, $.match_case), optional($._newline)),
          ),
        ),
        $._block_end,
      ),
    _block_case: ($) => seq($._case_head, field('body', $.block)),
    _simple_case: ($) => seq($._case_head, field('body', $._case_statement)),
    _case_head: ($) =>
      seq('case', field('pattern', $.pattern), optional(seq('where', field('guard', $._value))), '->'),

    try_statement: ($) =>
      seq(
        'try',
        field('body', $._body),
        choice(
          seq('catch', field('name', $.identifier), field('handler', $._body)),
          field('handler', $.missing_catch),
        ),
      ),

    return_statement: ($) => seq('return', optional(field('value', $.expression))),
    throw_statement: ($) => seq('throw', field('value', $._value)),
    break_statement: () => 'break',
    continue_statement: () => 'continue',

    import_statement: ($) =>
      seq('import', field('path', $.dotted_name), optional(seq('as', field('alias', $.identifier)))),
    dotted_name: ($) => seq($.identifier, repeat(seq('.', name($, $.identifier)))),

    type_declaration: ($) =>
      seq('type', field('name', alias($.identifier, $.type_identifier)), '=', field('type', $.type)),

    // ------------------------------------------------------------ declarations

    function_declaration: ($) => seq(repeat($.annotation), 'fn', field('name', $.identifier), $._signature),

    transaction_declaration: ($) =>
      seq(
        repeat($.annotation),
        'transaction',
        field('name', $.identifier),
        $._signature,
        optional(seq(alias($._rollback, 'rollback'), field('rollback', $._body))),
      ),

    _signature: ($) =>
      seq(
        field('parameters', $.parameters),
        optional(seq('->', field('result', $.type))),
        field('body', $._body),
      ),

    parameters: ($) => seq('(', list($.parameter), $._parenthesis_end),

    parameter: ($) =>
      seq(
        field('name', name($, $.identifier)),
        optional(seq(':', field('type', $.type))),
        optional(seq('=', field('default', $._value))),
      ),

    primitive_declaration: ($) =>
      seq(
        repeat($.annotation),
        'primitive',
        optional(seq(field('owner', alias($.identifier, $.type_identifier)), '.')),
        field('name', name($, $.identifier)),
        choice(
          seq(
            field('parameters', alias($.primitive_parameters, $.parameters)),
            optional(seq('->', field('result', $._primitive_type))),
          ),
          seq(':', field('result', $._primitive_type)),
        ),
      ),

    primitive_parameters: ($) => seq('(', list(alias($.primitive_parameter, $.parameter)), $._parenthesis_end),

    primitive_parameter: ($) =>
      seq(
        optional(field('variadic', '...')),
        field('name', name($, $.identifier)),
        optional(seq(':', field('type', $._primitive_type))),
        optional(seq('=', field('default', $._value))),
      ),

    _primitive_type: ($) => choice($._primitive_alternative, $.union_type),
    union_type: ($) => seq($._primitive_alternative, repeat1(seq('|', $._primitive_alternative))),
    _primitive_alternative: ($) => choice($.type, alias($._any_function, $.named_type)),
    _any_function: ($) => field('name', alias($._fn_name, $.type_name)),
    _fn_name: ($) => alias('fn', $.type_identifier),

    annotation: ($) =>
      seq('@', field('name', $.identifier), optional(field('arguments', $.arguments))),

    // ------------------------------------------------------------ types

    type: ($) => choice($.named_type, $.struct_type, $.function_type),

    named_type: ($) =>
      seq(
        field('name', choice($.type_name, alias($._none_name, $.type_name))),
        optional(field('arguments', $.type_arguments)),
      ),

    type_name: ($) =>
      seq(alias($.identifier, $.type_identifier), repeat(seq('.', name($, $.type_identifier)))),
    _none_name: ($) => alias('none', $.type_identifier),

    type_arguments: ($) => seq('<', list1(choice($.type, $.integer, $.named_type_argument)), '>'),
    named_type_argument: ($) =>
      seq(field('name', $.identifier), '=', field('value', choice($.integer, $.float, $.identifier))),

    struct_type: ($) => seq('{', list($.field_declaration), $._brace_end),
    field_declaration: ($) =>
      seq(field('name', name($, $.property_identifier)), ':', field('type', $.type)),

    function_type: ($) =>
      prec.right(
        seq(
          'fn',
          field('parameters', alias($._type_list, $.parameter_types)),
          optional(seq('->', field('result', $.type))),
        ),
      ),
    _type_list: ($) => seq('(', list($.type), $._parenthesis_end),

    // ------------------------------------------------------------ expressions

    expression: ($) =>
      choice(
        $._identifier,
        $.integer,
        $.float,
        $.string,
        $.true,
        $.false,
        $.none,
        $.parenthesized_expression,
        $.list,
        $.map,
        $.struct_expression,
        $.function_expression,
        $.unary_expression,
        $.binary_expression,
        $.call_expression,
        $.index_expression,
        $.slice_expression,
        $.member_expression,
      ),

    /** An expression that cannot be left out. The scanner sees where it is not written yet. */
    _value: ($) => choice($.expression, $.missing_expression),

    parenthesized_expression: ($) => seq('(', $._value, $._parenthesis_end),

    list: ($) => seq('[', list($.expression), $._square_end),

    map: ($) => seq('{', list($.map_entry), $._brace_end),
    map_entry: ($) =>
      seq(
        field(
          'key',
          choice(
            name($, $.property_identifier),
            $.string,
            $.integer,
            $.float,
            $.negative_number,
            $.true,
            $.false,
            $.none,
            $.parenthesized_expression,
          ),
        ),
        ':',
        field('value', $._value),
      ),

    struct_expression: ($) =>
      seq(
        field('type', choice($._identifier, $.member_expression)),
        '{',
        list($.field_initializer),
        $._brace_end,
      ),
    field_initializer: ($) =>
      seq(field('name', name($, $.property_identifier)), ':', field('value', $._value)),

    function_expression: ($) => seq('fn', $._signature),

    unary_expression: ($) =>
      prec(LEVEL.unary, seq(field('operator', choice('-', '!')), field('operand', $._value))),

    binary_expression: ($) =>
      choice(
        ...[
          [LEVEL.or, '||'],
          [LEVEL.and, '&&'],
          [LEVEL.equality, choice('==', '!=')],
          [LEVEL.relation, choice('<', '<=', '>', '>=')],
          [LEVEL.sum, choice('+', '-', '.+', '.-')],
          [LEVEL.product, choice('*', '/', '%', '.*', './', '@')],
        ].map(([level, operator]) =>
          prec.left(
            level,
            seq(
              field('left', $.expression),
              field('operator', operator),
              field('right', $._value),
            ),
          ),
        ),
      ),

    call_expression: ($) =>
      prec(LEVEL.postfix, seq(field('function', $.expression), field('arguments', $.arguments))),
    arguments: ($) => seq('(', list(choice($.expression, $.named_argument)), $._parenthesis_end),
    named_argument: ($) =>
      seq(
        // The words that also begin an expression are told apart by what follows.
        field('name', choice(name($, $.identifier), alias(choice('fn', 'true', 'false', 'none', 'primitive'), $.identifier))),
        choice(':', '='),
        field('value', $._value),
      ),

    index_expression: ($) =>
      prec(LEVEL.postfix, seq(field('object', $.expression), '[', field('index', $._value), $._square_end)),
    slice_expression: ($) =>
      prec(
        LEVEL.postfix,
        seq(
          field('object', $.expression),
          '[',
          optional(field('lower', $.expression)),
          ':',
          optional(field('upper', $.expression)),
          $._square_end,
        ),
      ),

    member_expression: ($) =>
      prec(
        LEVEL.postfix,
        seq(field('object', $.expression), '.', field('name', $._member_name)),
      ),

    _member_name: ($) => choice(name($, $.property_identifier), $.missing_name),

    // ------------------------------------------------------------ patterns

    pattern: ($) => choice($._single_pattern, $.alternative_pattern),

    alternative_pattern: ($) => seq($._single_pattern, repeat1(seq('|', $._single_pattern))),

    _single_pattern: ($) =>
      choice(
        $.wildcard,
        $.integer,
        $.float,
        $.negative_number,
        $.string,
        $.true,
        $.false,
        $.none,
        $.identifier,
        $.type_pattern,
        $.record_pattern,
        $.list_pattern,
        $.parenthesized_pattern,
      ),

    wildcard: () => '_',

    type_pattern: ($) =>
      seq(
        field('type', choice($.type_name, alias($._none_name, $.type_name))),
        '(',
        field('pattern', $.pattern),
        ')',
      ),

    record_pattern: ($) => seq(optional(field('type', $.type_name)), '{', list($.field_pattern), $._brace_end),
    field_pattern: ($) =>
      seq(
        field('name', name($, $.property_identifier)),
        optional(seq(':', field('pattern', $.pattern))),
      ),

    list_pattern: ($) => seq('[', list(choice($.pattern, $.rest_pattern)), ']'),
    rest_pattern: ($) => seq('...', optional(field('name', $.identifier))),

    parenthesized_pattern: ($) => seq('(', $.pattern, ')'),

    // ------------------------------------------------------------ tokens

    // The scanner also sees where a bracket is not closed, so that what follows is read as if it were.
    _parenthesis_end: ($) => choice(')', $.missing_bracket),
    _square_end: ($) => choice(']', $.missing_bracket),
    _brace_end: ($) => choice('}', alias($._missing_brace, $.missing_bracket)),

    identifier: () => /[_\p{XID_Start}]\p{XID_Continue}*/u,

    /** `primitive` is a word of the language only before a name at the start of a statement. */
    _identifier: ($) => choice($.identifier, alias('primitive', $.identifier)),

    integer: () => /[0-9]+/,
    float: () => /[0-9]+(\.[0-9]+([eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)/,
    negative_number: ($) => seq('-', choice($.integer, $.float)),
    true: () => 'true',
    false: () => 'false',
    none: () => 'none',

    string: ($) =>
      seq(
        '"',
        repeat(choice($.string_content, $.escape_sequence)),
        choice(token.immediate('"'), $.missing_quote),
      ),
    string_content: () => token.immediate(prec(1, /[^"\\\n]+/)),
    escape_sequence: () =>
      token.immediate(/\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|[^\n])?/),

    comment: () => token(choice(/\/\/([^\r\n]|\r[^\n])*/, /\/\*[^*]*\*+([^/*][^*]*\*+)*\//)),
    unclosed_comment: () => token(/\/\*([^*]|\*+[^*/])*\**/),
    /** `#` begins no comment; taking the rest of the line makes one mistake one problem. */
    hash_comment: () => token(/#[^\n]*/),
  },
});
