// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/pipeline_parser.h"

#include <algorithm>
#include <fmt/format.h>

#include "template/literal.h"
#include "template/number_literal.h"

namespace hearth::templates {
namespace {

constexpr int kMaxNesting = 400; ///< Of parentheses and of blocks: each level is a few frames of the stack.

std::vector<std::string> splitNames(std::string_view text) {
    std::vector<std::string> names;
    for (;;) {
        const auto dot = text.find('.');
        names.emplace_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return names;
        }
        text.remove_prefix(dot + 1);
    }
}

} // namespace

Result<void> PipelineParser::descend(std::string_view what) {
    if (m_nesting >= kMaxNesting) {
        return m_tokens.error(fmt::format("max {} depth exceeded", what));
    }
    ++m_nesting;
    return {};
}

Result<void> PipelineParser::parseDeclarations(PipeNode& pipe, std::string_view context) {
    while (m_tokens.peekNonSpace().kind == TokenKind::kVariable) {
        const auto variable = m_tokens.next();
        const auto after = m_tokens.peek(); // which may be a blank
        const auto& following = m_tokens.peekNonSpace();
        const bool isComma = following.kind == TokenKind::kChar && following.value == ",";
        const bool isDeclared = following.kind == TokenKind::kAssign || following.kind == TokenKind::kDeclare;
        if (!isComma && !isDeclared) { // an argument, then
            if (after.kind == TokenKind::kSpace) {
                m_tokens.putBack(variable, after);
            } else {
                m_tokens.putBack(variable);
            }
            return {};
        }
        pipe.isAssignment = following.kind == TokenKind::kAssign;
        m_tokens.nextNonSpace();
        auto name = std::make_unique<NamesNode>(NodeKind::kVariable, variable.position);
        name->names = splitNames(variable.value);
        pipe.declarations.push_back(std::move(name));
        m_variables.push_back(variable.value);
        if (isDeclared) {
            return {};
        }
        if (context != "range" || pipe.declarations.size() >= 2) {
            return m_tokens.error(fmt::format("too many declarations in {}", context));
        }
        const auto kind = m_tokens.peekNonSpace().kind;
        if (kind != TokenKind::kVariable && kind != TokenKind::kRightDelimiter && kind != TokenKind::kRightParen) {
            return m_tokens.error("range can only initialize variables");
        }
    }
    return {};
}

Result<std::unique_ptr<PipeNode>> PipelineParser::parse(std::string_view context, TokenKind end) {
    auto pipe = std::make_unique<PipeNode>(NodeKind::kPipe, m_tokens.peekNonSpace().position);
    HEARTH_TRY(parseDeclarations(*pipe, context));
    for (;;) {
        const auto token = m_tokens.nextNonSpace();
        if (token.kind == end) {
            HEARTH_TRY(check(*pipe, context));
            return pipe;
        }
        switch (token.kind) {
        case TokenKind::kBool:
        case TokenKind::kCharConstant:
        case TokenKind::kComplex:
        case TokenKind::kDot:
        case TokenKind::kField:
        case TokenKind::kIdentifier:
        case TokenKind::kNumber:
        case TokenKind::kNil:
        case TokenKind::kRawString:
        case TokenKind::kString:
        case TokenKind::kVariable:
        case TokenKind::kLeftParen:
            m_tokens.putBack();
            pipe->commands.push_back(HEARTH_TRY(parseCommand()));
            break;
        default:
            return m_tokens.unexpected(token, context);
        }
    }
}

Result<void> PipelineParser::check(const PipeNode& pipe, std::string_view context) {
    if (pipe.commands.empty()) {
        return m_tokens.error(fmt::format("missing value for {}", context));
    }
    for (std::size_t i = 1; i < pipe.commands.size(); ++i) {
        switch (pipe.commands[i]->words[0]->kind) {
        case NodeKind::kBool:
        case NodeKind::kDot:
        case NodeKind::kNil:
        case NodeKind::kNumber:
        case NodeKind::kString:
            return m_tokens.error(fmt::format("non executable command in pipeline stage {}", i + 1));
        default:
            break;
        }
    }
    return {};
}

Result<std::unique_ptr<CommandNode>> PipelineParser::parseCommand() {
    auto command = std::make_unique<CommandNode>(NodeKind::kCommand, m_tokens.peekNonSpace().position);
    for (;;) {
        m_tokens.peekNonSpace();
        if (auto operand = HEARTH_TRY(parseOperand())) {
            command->words.push_back(std::move(operand));
        }
        const auto token = m_tokens.next();
        if (token.kind == TokenKind::kSpace) {
            continue;
        }
        if (token.kind == TokenKind::kRightDelimiter || token.kind == TokenKind::kRightParen) {
            m_tokens.putBack();
        } else if (token.kind != TokenKind::kPipe) {
            return m_tokens.unexpected(token, "operand");
        }
        break;
    }
    if (command->words.empty()) {
        return m_tokens.error("empty command");
    }
    return command;
}

Result<NodePointer> PipelineParser::parseOperand() {
    auto node = HEARTH_TRY(parseTerm());
    if (node == nullptr || m_tokens.peek().kind != TokenKind::kField) {
        return node;
    }
    const auto position = m_tokens.peek().position;
    std::vector<std::string> names;
    while (m_tokens.peek().kind == TokenKind::kField) {
        names.push_back(m_tokens.next().value.substr(1));
    }
    switch (node->kind) {
    case NodeKind::kField:
    case NodeKind::kVariable: {
        auto& longer = static_cast<NamesNode&>(*node);
        std::ranges::move(names, std::back_inserter(longer.names));
        longer.position = position;
        return node;
    }
    case NodeKind::kBool:
    case NodeKind::kString:
    case NodeKind::kNumber:
    case NodeKind::kNil:
    case NodeKind::kDot:
        return m_tokens.error("unexpected . after term " + quote(toString(*node)));
    default: {
        auto chain = std::make_unique<ChainNode>(NodeKind::kChain, position);
        chain->base = std::move(node);
        chain->names = std::move(names);
        return chain;
    }
    }
}

Result<NodePointer> PipelineParser::parseTerm() {
    const auto token = m_tokens.nextNonSpace();
    switch (token.kind) {
    case TokenKind::kIdentifier: {
        auto identifier = std::make_unique<IdentifierNode>(NodeKind::kIdentifier, token.position);
        identifier->function = m_functions.find(token.value);
        if (identifier->function == nullptr) {
            return m_tokens.error(fmt::format("function {} not defined", quote(token.value)));
        }
        identifier->name = token.value;
        return identifier;
    }
    case TokenKind::kDot:
        return std::make_unique<Node>(NodeKind::kDot, token.position);
    case TokenKind::kNil:
        return std::make_unique<Node>(NodeKind::kNil, token.position);
    case TokenKind::kVariable:
        return parseVariable(token);
    case TokenKind::kField: {
        auto field = std::make_unique<NamesNode>(NodeKind::kField, token.position);
        field->names = splitNames(std::string_view(token.value).substr(1));
        return field;
    }
    case TokenKind::kBool: {
        auto constant = std::make_unique<BoolNode>(NodeKind::kBool, token.position);
        constant->value = token.value == "true";
        return constant;
    }
    case TokenKind::kCharConstant:
    case TokenKind::kComplex:
    case TokenKind::kNumber: {
        auto number = parseNumber(token);
        return number ? Result<NodePointer>(*std::move(number)) : m_tokens.error(number.error().message());
    }
    case TokenKind::kLeftParen:
        return parseParenthesized();
    case TokenKind::kString:
    case TokenKind::kRawString:
        return parseString(token);
    default:
        m_tokens.putBack();
        return nullptr;
    }
}

Result<NodePointer> PipelineParser::parseVariable(const Token& token) {
    auto variable = std::make_unique<NamesNode>(NodeKind::kVariable, token.position);
    variable->names = splitNames(token.value);
    if (std::ranges::find(m_variables, variable->names[0]) == m_variables.end()) {
        return m_tokens.error("undefined variable " + quote(variable->names[0]));
    }
    return variable;
}

Result<NodePointer> PipelineParser::parseParenthesized() {
    HEARTH_TRY(descend("expression"));
    auto pipe = HEARTH_TRY(parse("parenthesized pipeline", TokenKind::kRightParen));
    ascend();
    return pipe;
}

Result<NodePointer> PipelineParser::parseString(const Token& token) {
    auto text = unquote(token.value);
    if (!text) {
        return m_tokens.error(text.error().message());
    }
    auto constant = std::make_unique<StringNode>(NodeKind::kString, token.position);
    constant->quoted = token.value;
    constant->value = Value::string(*std::move(text));
    return constant;
}

} // namespace hearth::templates
