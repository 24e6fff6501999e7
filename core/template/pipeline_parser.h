// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "template/function_table.h"
#include "template/token_stream.h"
#include "template/tree.h"

namespace hearth::templates {

/// What stands inside of an action: `$x := .Alerts | len`. Knows the variables that may be named there.
/// Threads: thread-compatible.
class PipelineParser {
  public:
    using Variables = std::vector<std::string>;

    /// Both outlive the parser.
    PipelineParser(TokenStream& tokens, const FunctionTable& functions)
        : m_tokens(tokens)
        , m_functions(functions) {}

    /// Up to a token of kind `end`, which is taken too. `context` is named in complaints.
    Result<std::unique_ptr<PipeNode>> parse(std::string_view context, TokenKind end);

    /// One level deeper, of blocks or of parentheses: an error, which calls it `what`, where it is too deep.
    Result<void> descend(std::string_view what);
    void ascend() { --m_nesting; }

    /// A definition begins, in which only `$` is known, or ends. Returns those known so far, to be given back then.
    Variables exchangeVariables(Variables variables = {"$"}) {
        return std::exchange(m_variables, std::move(variables));
    }
    std::size_t variableCount() const { return m_variables.size(); }
    /// Ends the life of those that came after the first `count`.
    void forgetVariablesAfter(std::size_t count) { m_variables.resize(count); }

  private:
    Result<void> parseDeclarations(PipeNode& pipe, std::string_view context);
    Result<void> check(const PipeNode& pipe, std::string_view context);
    Result<std::unique_ptr<CommandNode>> parseCommand();
    /// Null where no operand stands.
    Result<NodePointer> parseOperand();
    Result<NodePointer> parseTerm();
    Result<NodePointer> parseVariable(const Token& token);
    Result<NodePointer> parseParenthesized();
    Result<NodePointer> parseString(const Token& token);

    TokenStream& m_tokens;
    const FunctionTable& m_functions;
    Variables m_variables{"$"};
    int m_nesting = 0;
};

} // namespace hearth::templates
