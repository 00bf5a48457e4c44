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

  externals: ($) => [$._newline, $._missing_quote, $._rollback],

  extras: ($) => [/[ \t\r\n\f]/, $.comment, $.unclosed_comment, $.hash_comment],

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

    block: ($) => seq(blockBrace, statements($), '}'),

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
        '=',
        field('value', $.expression),
      ),

    assignment_statement: ($) =>
      seq(
        field('target', $.expression),
        field('operator', choice('=', '+=', '-=', '*=', '/=', '%=')),
        field('value', $.expression),
      ),

    expression_statement: ($) => $.expression,

    if_statement: ($) =>
      seq(
        'if',
        field('condition', $.expression),
        field('consequence', $.block),
        optional(seq('else', field('alternative', choice($.if_statement, $.block)))),
      ),

    while_statement: ($) => seq('while', field('condition', $.expression), field('body', $.block)),

    for_statement: ($) =>
      seq(
        'for',
        field('variable', $.identifier),
        'in',
        field('iterable', $.expression),
        field('body', $.block),
      ),

    match_statement: ($) => seq('match', field('subject', $.expression), field('body', $.match_block)),

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
        '}',
      ),
    _block_case: ($) => seq($._case_head, field('body', $.block)),
    _simple_case: ($) => seq($._case_head, field('body', $._case_statement)),
    _case_head: ($) =>
      seq('case', field('pattern', $.pattern), optional(seq('where', field('guard', $.expression))), '->'),

    try_statement: ($) =>
      seq('try', field('body', $.block), 'catch', field('name', $.identifier), field('handler', $.block)),

    return_statement: ($) => seq('return', optional(field('value', $.expression))),
    throw_statement: ($) => seq('throw', field('value', $.expression)),
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
        optional(seq(alias($._rollback, 'rollback'), field('rollback', $.block))),
      ),

    _signature: ($) =>
      seq(
        field('parameters', $.parameters),
        optional(seq('->', field('result', $.type))),
        field('body', $.block),
      ),

    parameters: ($) => seq('(', list($.parameter), ')'),

    parameter: ($) =>
      seq(
        field('name', name($, $.identifier)),
        optional(seq(':', field('type', $.type))),
        optional(seq('=', field('default', $.expression))),
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

    primitive_parameters: ($) => seq('(', list(alias($.primitive_parameter, $.parameter)), ')'),

    primitive_parameter: ($) =>
      seq(
        optional(field('variadic', '...')),
        field('name', name($, $.identifier)),
        optional(seq(':', field('type', $._primitive_type))),
        optional(seq('=', field('default', $.expression))),
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

    struct_type: ($) => seq('{', list($.field_declaration), '}'),
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
    _type_list: ($) => seq('(', list($.type), ')'),

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

    parenthesized_expression: ($) => seq('(', $.expression, ')'),

    list: ($) => seq('[', list($.expression), ']'),

    map: ($) => seq('{', list($.map_entry), '}'),
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
        field('value', $.expression),
      ),

    struct_expression: ($) =>
      seq(
        field('type', choice($._identifier, $.member_expression)),
        '{',
        list($.field_initializer),
        '}',
      ),
    field_initializer: ($) =>
      seq(field('name', name($, $.property_identifier)), ':', field('value', $.expression)),

    function_expression: ($) => seq('fn', $._signature),

    unary_expression: ($) =>
      prec(LEVEL.unary, seq(field('operator', choice('-', '!')), field('operand', $.expression))),

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
              field('right', $.expression),
            ),
          ),
        ),
      ),

    call_expression: ($) =>
      prec(LEVEL.postfix, seq(field('function', $.expression), field('arguments', $.arguments))),
    arguments: ($) => seq('(', list(choice($.expression, $.named_argument)), ')'),
    named_argument: ($) =>
      seq(
        // The words that also begin an expression are told apart by what follows.
        field('name', choice(name($, $.identifier), alias(choice('fn', 'true', 'false', 'none', 'primitive'), $.identifier))),
        choice(':', '='),
        field('value', $.expression),
      ),

    index_expression: ($) =>
      prec(LEVEL.postfix, seq(field('object', $.expression), '[', field('index', $.expression), ']')),
    slice_expression: ($) =>
      prec(
        LEVEL.postfix,
        seq(
          field('object', $.expression),
          '[',
          optional(field('lower', $.expression)),
          ':',
          optional(field('upper', $.expression)),
          ']',
        ),
      ),

    member_expression: ($) =>
      prec(
        LEVEL.postfix,
        seq(field('object', $.expression), '.', field('name', name($, $.property_identifier))),
      ),

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

    record_pattern: ($) => seq(optional(field('type', $.type_name)), '{', list($.field_pattern), '}'),
    field_pattern: ($) =>
      seq(
        field('name', name($, $.property_identifier)),
        optional(seq(':', field('pattern', $.pattern))),
      ),

    list_pattern: ($) => seq('[', list(choice($.pattern, $.rest_pattern)), ']'),
    rest_pattern: ($) => seq('...', optional(field('name', $.identifier))),

    parenthesized_pattern: ($) => seq('(', $.pattern, ')'),

    // ------------------------------------------------------------ tokens

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
        choice(token.immediate('"'), $._missing_quote),
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
