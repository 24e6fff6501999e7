// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/ast_json.h"

#include "base/number_format.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/parts.h"

namespace hearth::promql {
namespace {

std::string plain(double value) {
    std::string text;
    appendFloatPlain(text, value);
    return text;
}

void writeList(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name).beginArray();
    for (const auto& text : texts) {
        json.string(text);
    }
    json.endArray();
}

void writeDuration(JsonWriter& json, const DurationExpr& expr);

void writeOperand(JsonWriter& json, std::string_view name, const Box<DurationExpr>& operand) {
    json.key(name);
    if (operand) {
        writeDuration(json, *operand);
    } else {
        json.null();
    }
}

void writeLiteral(JsonWriter& json, const DurationExpr& expr) {
    json.beginObject().field("type", "numberLiteral").field("val", plain(expr.seconds));
    json.key("duration").boolean(expr.writtenAsDuration).endObject();
}

void writeDuration(JsonWriter& json, const DurationExpr& expr) {
    if (expr.op == DurationOp::kLiteral && !expr.parenthesized) {
        writeLiteral(json, expr);
        return;
    }
    json.beginObject().field("type", "durationExpr");
    if (expr.op == DurationOp::kLiteral) {
        // Prometheus's tree has no place for the parentheses of a number but under a sign.
        json.field("op", "+").key("lhs").null().key("rhs");
        writeLiteral(json, expr);
    } else {
        json.field("op", durationOpText(expr.op));
        writeOperand(json, "lhs", expr.lhs);
        writeOperand(json, "rhs", expr.rhs);
    }
    json.key("wrapped").boolean(expr.parenthesized).endObject();
}

/// `name` in milliseconds and `nameExpr` as a tree.
void writeDuration(JsonWriter& json, const std::string& name, const Duration& duration) {
    json.key(name).number(duration.expr ? std::int64_t{0} : duration.value);
    writeOperand(json, name + "Expr", duration.expr);
}

void writeShift(JsonWriter& json, const TimeShift& shift) {
    writeDuration(json, "offset", shift.offset);
    json.key("timestamp");
    if (shift.at.kind == AtModifier::Kind::kTime) {
        json.number(shift.at.time);
    } else {
        json.null();
    }
    json.key("startOrEnd");
    if (shift.at.kind == AtModifier::Kind::kStart || shift.at.kind == AtModifier::Kind::kEnd) {
        json.string(shift.at.kind == AtModifier::Kind::kStart ? "start" : "end");
    } else {
        json.null();
    }
}

void writeSelector(JsonWriter& json, const VectorSelector& selector) {
    json.field("name", selector.name);
    json.key("matchers").beginArray();
    for (const auto& matcher : selector.matchers) {
        json.beginObject().field("name", matcher.name()).field("value", matcher.value());
        json.field("type", model::matchTypeText(matcher.type())).endObject();
    }
    json.endArray();
    writeShift(json, selector.shift);
    json.key("anchored").boolean(selector.edges == RangeEdges::kAnchored);
    json.key("smoothed").boolean(selector.edges == RangeEdges::kSmoothed);
}

void writeFill(JsonWriter& json, std::string_view name, const std::optional<double>& value) {
    json.key(name);
    if (value) {
        json.number(*value);
    } else {
        json.null();
    }
}

void writeNode(JsonWriter& json, const NumberLiteral& node) {
    json.field("type", "numberLiteral").field("val", plain(node.value));
}

void writeNode(JsonWriter& json, const StringLiteral& node) {
    json.field("type", "stringLiteral").field("val", node.value);
}

void writeNode(JsonWriter& json, const VectorSelector& node) {
    json.field("type", "vectorSelector");
    writeSelector(json, node);
}

void writeNode(JsonWriter& json, const MatrixSelector& node) {
    json.field("type", "matrixSelector");
    writeSelector(json, node.selector);
    writeDuration(json, "range", node.range);
}

void writeNode(JsonWriter& json, const Subquery& node) {
    json.field("type", "subquery").key("expr");
    writeTreeJson(json, *node.expr);
    writeDuration(json, "range", node.range);
    writeDuration(json, "step", node.step);
    writeShift(json, node.shift);
}

void writeNode(JsonWriter& json, const Paren& node) {
    json.field("type", "parenExpr").key("expr");
    writeTreeJson(json, *node.expr);
}

void writeNode(JsonWriter& json, const Unary& node) {
    json.field("type", "unaryExpr").field("op", node.op == UnaryOp::kMinus ? "-" : "+").key("expr");
    writeTreeJson(json, *node.expr);
}

void writeMatching(JsonWriter& json, const VectorMatching& matching) {
    json.beginObject().field("card", cardinalityText(matching.cardinality));
    writeList(json, "labels", matching.labels);
    json.key("on").boolean(matching.on);
    writeList(json, "include", matching.include);
    json.key("fillValues").beginObject();
    writeFill(json, "lhs", matching.fillLeft);
    writeFill(json, "rhs", matching.fillRight);
    json.endObject().endObject();
}

void writeNode(JsonWriter& json, const Binary& node) {
    json.field("type", "binaryExpr").field("op", binaryOpText(node.op)).key("lhs");
    writeTreeJson(json, *node.lhs);
    json.key("rhs");
    writeTreeJson(json, *node.rhs);
    json.key("matching");
    if (node.matching) {
        writeMatching(json, *node.matching);
    } else {
        json.null();
    }
    json.key("bool").boolean(node.returnBool);
}

void writeNode(JsonWriter& json, const Aggregation& node) {
    json.field("type", "aggregation").field("op", aggregateOpText(node.op)).key("expr");
    writeTreeJson(json, *node.expr);
    json.key("param");
    if (node.param) {
        writeTreeJson(json, *node.param);
    } else {
        json.null();
    }
    writeList(json, "grouping", node.grouping);
    json.key("without").boolean(node.without);
}

void writeNode(JsonWriter& json, const Call& node) {
    const auto& function = *node.function;
    json.field("type", "call").key("func").beginObject().field("name", function.name);
    json.key("argTypes").beginArray();
    for (const auto type : function.argTypes) {
        json.string(valueTypeName(type));
    }
    json.endArray().key("variadic").number(function.variadic);
    json.field("returnType", valueTypeName(function.returnType)).endObject().key("args").beginArray();
    for (const auto& argument : node.args) {
        writeTreeJson(json, argument);
    }
    json.endArray();
}

} // namespace

void writeTreeJson(JsonWriter& json, const Expr& expr) {
    json.beginObject();
    std::visit([&](const auto& node) { writeNode(json, node); }, expr.node);
    json.endObject();
}

std::string treeJson(const Expr& expr) {
    std::string text;
    JsonWriter json(text);
    writeTreeJson(json, expr);
    return text;
}

} // namespace hearth::promql
