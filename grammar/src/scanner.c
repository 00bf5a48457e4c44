// Decides what a grammar cannot: which line ends end a statement, and where `rollback` is a word of the language.
// It also sees what a program in the middle of being written lacks, where only that can be: the value after an
// operator, the name after a dot, a closing quote or bracket. Each becomes an empty token of its own, so that the
// rest of the file is read as if it stood there.

#include <string.h>

#include "tree_sitter/parser.h"

enum TokenType {
    NEWLINE,
    ROLLBACK,
    MISSING_QUOTE,
    MISSING_EXPRESSION,
    MISSING_NAME,
    MISSING_BLOCK,
    MISSING_CATCH,
    MISSING_BRACKET,    // of `(` and `[`
    MISSING_BRACE,      // of the `{` of a map, struct or pattern
    MISSING_BLOCK_END,  // of the `{` of a block
    RECOVERING,         // never given: the parser accepts it only while it recovers from an error
};

void *tree_sitter_normil_external_scanner_create(void) { return NULL; }
void tree_sitter_normil_external_scanner_destroy(void *payload) {}
unsigned tree_sitter_normil_external_scanner_serialize(void *payload, char *buffer) { return 0; }
void tree_sitter_normil_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }

// Beyond ASCII only letters matter, and no operator is a letter.
static bool begins_name(int32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
}

static bool begins_operand(int32_t c) { return begins_name(c) || (c >= '0' && c <= '9') || c == '"'; }

static void pass_blanks(TSLexer *lexer) {
    while (is_blank(lexer->lookahead)) advance(lexer);
}

// Passes blanks and line ends; whether there was a line end.
static bool pass_space(TSLexer *lexer) {
    bool line_end = false;
    while (is_blank(lexer->lookahead) || lexer->lookahead == '\n') {
        line_end = line_end || lexer->lookahead == '\n';
        advance(lexer);
    }
    return line_end;
}

// Passes the comment whose `/` has been read. Sets `line_end` if a block comment contains one. Returns false
// if it is no comment.
static bool pass_comment(TSLexer *lexer, bool *line_end) {
    if (lexer->lookahead == '/') {
        while (!lexer->eof(lexer) && lexer->lookahead != '\n') advance(lexer);
        return true;
    }
    if (lexer->lookahead != '*') return false;
    advance(lexer);
    while (!lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        advance(lexer);
        if (c == '\n') *line_end = true;
        if (c == '*' && lexer->lookahead == '/') {
            advance(lexer);
            return true;
        }
    }
    return true;
}

// The first character of the next token, after blanks, line ends and comments.
static int32_t next_token(TSLexer *lexer) {
    for (;;) {
        pass_space(lexer);
        if (lexer->lookahead != '/') return lexer->lookahead;
        bool ignored = false;
        advance(lexer);
        if (!pass_comment(lexer, &ignored)) return '/';
    }
}

static bool member_follows(TSLexer *lexer) {
    if (next_token(lexer) != '.') return false;
    advance(lexer);
    return begins_name(lexer->lookahead);
}

// A line end where a statement may end. The grammar does not ask where it may not: in brackets, and while the
// statement is incomplete. Ends of lines after a block do not matter either, so what remains is `.name`.
static bool scan_newline(TSLexer *lexer) {
    pass_blanks(lexer);
    if (lexer->lookahead == '\n') {
        advance(lexer);
        lexer->mark_end(lexer);
    } else if (lexer->lookahead == '/') {
        // A comment is a token of its own, and this is asked again behind it; unless the line end is inside it.
        bool line_end = false;
        advance(lexer);
        if (!pass_comment(lexer, &line_end) || !line_end) return false;
    } else {
        return false;
    }
    return !member_follows(lexer);
}

// Reads a word of small letters; longer ones are cut, no keyword is that long.
static void read_word(TSLexer *lexer, char word[16]) {
    unsigned length = 0;
    while (lexer->lookahead >= 'a' && lexer->lookahead <= 'z') {
        if (length < 15) word[length++] = (char)lexer->lookahead;
        advance(lexer);
    }
    word[length] = '\0';
}

static bool word_follows(TSLexer *lexer, const char *expected) {
    char word[16];
    read_word(lexer, word);
    return strcmp(word, expected) == 0 && !begins_operand(lexer->lookahead);
}

// The word `rollback` where the next token is `{`.
static bool scan_rollback(TSLexer *lexer) {
    if (!word_follows(lexer, "rollback")) return false;
    lexer->mark_end(lexer);
    return next_token(lexer) == '{';
}

// Whether a word that only begins a statement comes next. It may also be a name (of an argument, a parameter, a
// key, a member), which shows in what follows it; behind a `.` only an operand tells that it is not.
static bool statement_follows(TSLexer *lexer, bool behind_dot) {
    static const char *const words[] = {"break", "case", "const",  "continue", "fn",    "for",         "if",  "import",
                                        "let",   "match", "return", "throw",    "transaction", "try", "type", "while"};
    char word[16];
    read_word(lexer, word);
    bool known = false;
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) known = known || strcmp(word, words[i]) == 0;
    if (!known || begins_operand(lexer->lookahead)) return false;
    pass_blanks(lexer);
    int32_t c = lexer->lookahead;
    if (behind_dot || strcmp(word, "fn") == 0) return begins_operand(c);
    if (c == '\n' || c == '/') {
        // `:` and `=` tell a name also from the next line on; the others may belong to what is around a statement.
        c = next_token(lexer);
        return c != ':' && c != '=';
    }
    return c != ':' && c != '=' && c != ',' && c != ')' && c != '}';
}

static bool closes(TSLexer *lexer, const char *characters) {
    return lexer->eof(lexer) || (lexer->lookahead < 128 && lexer->lookahead > 0 &&
                                 strchr(characters, (char)lexer->lookahead) != NULL);
}

// What is missing, if the characters that can stand behind its place are next, or a statement is.
static bool scan_missing(TSLexer *lexer, const bool *valid, bool line_end) {
    static const struct {
        enum TokenType token;
        const char *behind;
    } missing[] = {
        {MISSING_EXPRESSION, ")]},;"}, {MISSING_NAME, ")]},;"}, {MISSING_BLOCK, ")]},;"},
        {MISSING_BRACKET, "};"},       {MISSING_BRACE, ")];"},
    };
    for (unsigned i = 0; i < sizeof missing / sizeof *missing; i++) {
        if (!valid[missing[i].token]) continue;
        lexer->result_symbol = missing[i].token;
        if (closes(lexer, missing[i].behind)) return true;
        return line_end && statement_follows(lexer, missing[i].token == MISSING_NAME);
    }
    if (valid[MISSING_CATCH]) {
        lexer->result_symbol = MISSING_CATCH;
        return lexer->lookahead != '/' && !word_follows(lexer, "catch");
    }
    lexer->result_symbol = MISSING_BLOCK_END;
    return valid[MISSING_BLOCK_END] && lexer->eof(lexer);
}

bool tree_sitter_normil_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    lexer->mark_end(lexer);
    if (valid[MISSING_QUOTE] && !valid[RECOVERING]) {
        lexer->result_symbol = MISSING_QUOTE;
        return lexer->eof(lexer) || lexer->lookahead == '\n';
    }
    if (valid[NEWLINE]) {
        lexer->result_symbol = NEWLINE;
        if (scan_newline(lexer)) return true;
    }
    if (valid[RECOVERING]) return false;
    if (valid[ROLLBACK]) {
        lexer->result_symbol = ROLLBACK;
        while (is_blank(lexer->lookahead) || lexer->lookahead == '\n') lexer->advance(lexer, true);
        if (lexer->lookahead == 'r') return scan_rollback(lexer);
    }
    return scan_missing(lexer, valid, pass_space(lexer));
}
