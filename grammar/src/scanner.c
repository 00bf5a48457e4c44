// Decides what a grammar cannot: which line ends end a statement, that a string without its closing quote ends
// with its line, and where `rollback` is a word of the language.

#include "tree_sitter/parser.h"

enum TokenType { NEWLINE, MISSING_QUOTE, ROLLBACK };

void *tree_sitter_normil_external_scanner_create(void) { return NULL; }
void tree_sitter_normil_external_scanner_destroy(void *payload) {}
unsigned tree_sitter_normil_external_scanner_serialize(void *payload, char *buffer) { return 0; }
void tree_sitter_normil_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static bool is_blank(int32_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }

// Whether a name can begin here. Beyond ASCII only letters matter, and no operator is a letter.
static bool begins_name(int32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
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
        if (is_blank(lexer->lookahead) || lexer->lookahead == '\n') {
            advance(lexer);
        } else if (lexer->lookahead == '/') {
            bool ignored = false;
            advance(lexer);
            if (!pass_comment(lexer, &ignored)) return '/';
        } else {
            return lexer->lookahead;
        }
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
    lexer->mark_end(lexer);
    while (is_blank(lexer->lookahead)) advance(lexer);
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

// The word `rollback` where the next token is `{`.
static bool scan_rollback(TSLexer *lexer) {
    while (is_blank(lexer->lookahead) || lexer->lookahead == '\n') lexer->advance(lexer, true);
    for (const char *letter = "rollback"; *letter; letter++) {
        if (lexer->lookahead != *letter) return false;
        advance(lexer);
    }
    lexer->mark_end(lexer);
    return next_token(lexer) == '{';
}

bool tree_sitter_normil_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    if (valid[MISSING_QUOTE] && !valid[NEWLINE]) {
        lexer->result_symbol = MISSING_QUOTE;
        return lexer->eof(lexer) || lexer->lookahead == '\n';
    }
    if (valid[ROLLBACK] && !valid[NEWLINE]) {
        lexer->result_symbol = ROLLBACK;
        return scan_rollback(lexer);
    }
    lexer->result_symbol = NEWLINE;
    return valid[NEWLINE] && scan_newline(lexer);
}
