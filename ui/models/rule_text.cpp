// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rule_text.h"

#include <QRegularExpression>
#include <QStringList>
#include <cmath>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

/// Words that YAML reads as something else than text.
bool isKeyword(const QString& text) {
    static const QStringList kWords{"null", "true", "false", "yes", "no", "on", "off", "y", "n"};
    return kWords.contains(text.toLower());
}

QString quoted(const QString& text) {
    QString out = QStringLiteral("\"");
    for (const auto c : text) {
        if (c == QLatin1Char('\n')) {
            out += QLatin1String("\\n");
        } else if (c < QLatin1Char(' ')) {
            out += QStringLiteral("\\x%1").arg(static_cast<int>(c.unicode()), 2, 16, QLatin1Char('0'));
        } else {
            out += c == QLatin1Char('"') || c == QLatin1Char('\\') ? QString(QLatin1Char('\\')) + c : QString(c);
        }
    }
    return out + QLatin1Char('"');
}

/// Without quotes where YAML reads the same, as people write it.
QString scalar(const std::string& value) {
    static const QRegularExpression kPlain(QRegularExpression::anchoredPattern(
        QStringLiteral("[A-Za-z_](?:[^\\x00-\\x1f\\x7f#:]*[^\\x00-\\x20\\x7f#:])?")));
    const auto text = toQString(value);
    return kPlain.match(text).hasMatch() && !isKeyword(text) ? text : quoted(text);
}

/// Several lines stay several lines.
QString block(const std::string& value, const QString& indent) {
    const auto text = toQString(value);
    static const QRegularExpression kAwkward(QStringLiteral("^\\s|\\s$|[\\x00-\\x09\\x0b-\\x1f]"));
    if (!text.contains(QLatin1Char('\n')) || kAwkward.match(text).hasMatch()) {
        return scalar(value);
    }
    auto lines = text;
    return QStringLiteral("|-\n") + indent + lines.replace(QLatin1Char('\n'), QLatin1Char('\n') + indent);
}

void addMap(QString& yaml, const QString& name, const datasource::TextMap& map) {
    if (map.empty()) {
        return;
    }
    yaml += QStringLiteral("  %1:\n").arg(name);
    for (const auto& [key, value] : map) {
        yaml += QStringLiteral("    ") + scalar(key) + QStringLiteral(": ") + block(value, QStringLiteral("      ")) +
                QLatin1Char('\n');
    }
}

void addDuration(QString& yaml, const QString& name, double seconds) {
    if (seconds > 0) {
        yaml += QStringLiteral("  %1: ").arg(name) + toQString(model::formatDuration(std::llround(seconds * 1000))) +
                QLatin1Char('\n');
    }
}

} // namespace

QString ruleYaml(const datasource::Rule& rule) {
    const bool alerting = rule.type == datasource::RuleType::kAlerting;
    auto yaml = (alerting ? QStringLiteral("- alert: ") : QStringLiteral("- record: ")) + scalar(rule.name) +
                QStringLiteral("\n  expr: ") + block(rule.query, QStringLiteral("    ")) + QLatin1Char('\n');
    if (alerting) {
        addDuration(yaml, QStringLiteral("for"), rule.holdSeconds);
        addDuration(yaml, QStringLiteral("keep_firing_for"), rule.keepFiringSeconds);
    }
    addMap(yaml, QStringLiteral("labels"), rule.labels);
    if (alerting) {
        addMap(yaml, QStringLiteral("annotations"), rule.annotations);
    }
    return yaml;
}

} // namespace hearth::ui
