// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matcher_text.h"

#include <QStringList>
#include <array>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

using model::MatchType;

bool isSeparator(QChar c) {
    return c.isSpace() || c == QLatin1Char(',') || c == QLatin1Char('{') || c == QLatin1Char('}');
}

bool isQuote(QChar c) {
    return c == QLatin1Char('"') || c == QLatin1Char('\'') || c == QLatin1Char('`');
}

/// Options of amtool whose value is the word behind them.
bool takesValue(const QString& option) {
    static const QStringList kOptions{"-c",       "-d",      "-a",    "--comment",          "--duration",
                                      "--author", "--start", "--end", "--alertmanager.url", "--config.file"};
    return kOptions.contains(option);
}

bool isCommandWord(const QString& word) {
    static const QStringList kWords{"amtool", "silence", "add", "query", "alert"};
    return kWords.contains(word);
}

/// Walks over the text once; every read moves on.
class Reader {
  public:
    explicit Reader(const QString& text)
        : m_text(text) {}

    qsizetype at() const { return m_at; }
    bool atEnd() const { return m_at >= m_text.size(); }

    void skipSeparators() {
        while (!atEnd() && isSeparator(m_text[m_at])) {
            m_braces = m_braces || m_text[m_at] == QLatin1Char('{');
            ++m_at;
        }
    }

    /// A name, a shell word, an option: up to an operator or a separator; or whatever stands in quotes.
    QString readName(bool& quoted) {
        quoted = isQuote(m_text[m_at]);
        if (quoted) {
            return readQuoted();
        }
        const auto begin = m_at;
        const bool option = m_text[m_at] == QLatin1Char('-');
        while (!atEnd() && !(option ? m_text[m_at].isSpace() : isSeparator(m_text[m_at]) || startsOperator())) {
            if (option && isQuote(m_text[m_at])) {
                std::ignore = readQuoted();
                continue;
            }
            ++m_at;
        }
        return m_text.mid(begin, m_at - begin);
    }

    std::optional<MatchType> readOperator() {
        const auto before = m_at;
        while (!atEnd() && m_text[m_at].isSpace()) {
            ++m_at;
        }
        static constexpr std::array<std::pair<const char*, MatchType>, 5> kOperators{{{"=~", MatchType::kRegex},
                                                                                      {"!~", MatchType::kNotRegex},
                                                                                      {"!=", MatchType::kNotEqual},
                                                                                      {"==", MatchType::kEqual},
                                                                                      {"=", MatchType::kEqual}}};
        for (const auto& [sign, type] : kOperators) {
            if (m_text.mid(m_at).startsWith(QLatin1String(sign))) {
                m_at += static_cast<qsizetype>(qstrlen(sign));
                while (!atEnd() && m_text[m_at].isSpace()) {
                    ++m_at;
                }
                return type;
            }
        }
        m_at = before;
        return std::nullopt;
    }

    QString readValue() {
        if (!atEnd() && isQuote(m_text[m_at])) {
            return readQuoted();
        }
        const auto begin = m_at;
        while (!atEnd() && !m_text[m_at].isSpace() && m_text[m_at] != QLatin1Char(',')) {
            ++m_at;
        }
        auto value = m_text.mid(begin, m_at - begin);
        // The closing brace of a list belongs to the list, one of a regular expression to the value.
        if (m_braces && value.endsWith(QLatin1Char('}')) &&
            value.count(QLatin1Char('{')) < value.count(QLatin1Char('}'))) {
            value.chop(1);
        }
        return value;
    }

  private:
    bool startsOperator() const {
        return m_text[m_at] == QLatin1Char('=') ||
               (m_text[m_at] == QLatin1Char('!') && m_at + 1 < m_text.size() &&
                (m_text[m_at + 1] == QLatin1Char('=') || m_text[m_at + 1] == QLatin1Char('~')));
    }

    /// The text between quotes; only double ones know escapes, as in Go and in a shell.
    QString readQuoted() {
        const auto quote = m_text[m_at++];
        QString text;
        while (!atEnd() && m_text[m_at] != quote) {
            if (quote == QLatin1Char('"') && m_text[m_at] == QLatin1Char('\\') && m_at + 1 < m_text.size()) {
                ++m_at;
                text += unescaped(m_text[m_at]);
            } else {
                text += m_text[m_at];
            }
            ++m_at;
        }
        m_at = std::min(m_at + 1, m_text.size());
        return text;
    }

    static QChar unescaped(QChar c) {
        return c == QLatin1Char('n') ? QLatin1Char('\n') : c == QLatin1Char('t') ? QLatin1Char('\t') : c;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    bool m_braces = false;
};

} // namespace

std::optional<MatcherDrafts> MatcherText::parse(const QString& text, Problem* problem) {
    const auto failAt = [&](qsizetype begin, qsizetype end, const QString& message) {
        if (problem != nullptr) {
            *problem = {begin, end, message};
        }
        return std::nullopt;
    };
    if (text.size() > kMaxLength) {
        return failAt(0, text.size(), tr("The text is too long for a list of matchers."));
    }
    MatcherDrafts drafts;
    Reader reader(text);
    for (reader.skipSeparators(); !reader.atEnd(); reader.skipSeparators()) {
        const auto begin = reader.at();
        bool quoted = false;
        const auto name = reader.readName(quoted);
        if (!quoted && name.startsWith(QLatin1Char('-'))) {
            if (takesValue(name)) {
                reader.skipSeparators();
                std::ignore = reader.readValue();
            }
            continue;
        }
        if (const auto type = reader.readOperator()) {
            if (name.isEmpty()) {
                return failAt(begin, reader.at(), tr("A label's name is missing before the operator."));
            }
            drafts.push_back({name, *type, reader.readValue()});
            continue;
        }
        if (!quoted && drafts.empty() && isCommandWord(name)) {
            continue;
        }
        // A shell's quotes may stand around the whole matcher.
        if (const auto inner = quoted ? parse(name) : std::nullopt; inner && name.contains(QLatin1Char('='))) {
            drafts.insert(drafts.end(), inner->begin(), inner->end());
            continue;
        }
        if (!drafts.empty() || name.isEmpty()) {
            return failAt(begin, std::max(reader.at(), begin + 1),
                          tr("“%1” is no matcher: =, !=, =~ or !~ is missing.").arg(name));
        }
        drafts.push_back({QStringLiteral("alertname"), MatchType::kEqual, name});
    }
    return drafts;
}

QString MatcherText::text(std::span<const model::Matcher> matchers) {
    QStringList parts;
    for (const auto& matcher : matchers) {
        parts << toQString(matcher.toString());
    }
    return QLatin1Char('{') + parts.join(QLatin1Char(',')) + QLatin1Char('}');
}

QString MatcherText::text(const MatcherDraft& draft) {
    auto value = draft.value;
    value.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
    value.replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return draft.name + toQString(model::matchTypeText(draft.type)) + QLatin1Char('"') + value + QLatin1Char('"');
}

MatcherDraft MatcherText::draftOf(const model::Matcher& matcher) {
    return {toQString(matcher.name()), matcher.type(), toQString(matcher.value())};
}

Result<model::Matcher> MatcherText::matcherOf(const MatcherDraft& draft) {
    const auto name = draft.name.toStdString();
    if (!model::isLabelName(name)) {
        return fail(ErrorCode::kInvalidArgument, (draft.name.isEmpty() ? tr("a label's name is missing")
                                                                       : tr("“%1” is no label's name").arg(draft.name))
                                                     .toStdString());
    }
    return model::Matcher::create(draft.type, name, draft.value.toStdString(), model::Dot::kAllButNewline);
}

} // namespace hearth::ui
